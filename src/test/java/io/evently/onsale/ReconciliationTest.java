package io.evently.onsale;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What clients were told, held against the databases,")
class ReconciliationTest {
    private static final int CAPACITY = 10;

    private final UUID event = UUID.randomUUID();
    private final Tally tally = new Tally(new AtomicLong()::incrementAndGet);
    private final List<BookedRow> rows = new ArrayList<>();

    @Test
    @DisplayName("agrees when every promise has its row and every row its promise")
    void agrees() {
        promisedAndKept(4);
        promisedAndKept(5);
        refused(2);

        Reconciliation found = reconciled(9, 0);

        assertThat(found.findings()).isEmpty();
        assertThat(found.confirmed()).isEqualTo(2);
        assertThat(found.seatsSold()).isEqualTo(9);
        assertThat(found.left()).isEqualTo(1);
    }

    @Test
    @DisplayName("finds a promised booking that is not there")
    void lost() {
        promised(Wishes.of(event, 1), UUID.randomUUID(), "LOST");

        assertThat(reconciled(0, 0).findings()).singleElement().asString().contains("LOST", "is lost");
    }

    @Test
    @DisplayName("finds a promised booking that is there but no longer confirmed")
    void undone() {
        Wish wish = Wishes.of(event, 1);
        UUID id = UUID.randomUUID();
        promised(wish, id, "UNDONE");
        rows.add(new BookedRow(id, "UNDONE", event, wish.buyer().id(), 1, "cancelled"));

        assertThat(reconciled(0, 0).findings()).singleElement().asString().contains("UNDONE", "is lost");
    }

    @Test
    @DisplayName("finds a booking that is kept for another user or with other seats than promised")
    void changed() {
        Wish wish = Wishes.of(event, 1);
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        promised(wish, one, "SEATS");
        promised(wish, other, "USER");
        rows.add(new BookedRow(one, "SEATS", event, wish.buyer().id(), 2, "confirmed"));
        rows.add(new BookedRow(other, "USER", event, UUID.randomUUID(), 1, "confirmed"));

        assertThat(reconciled(3, 0).findings()).hasSize(2).allMatch(finding -> finding.contains("otherwise"));
    }

    @Test
    @DisplayName("finds one booking promised to two requests")
    void promisedTwice() {
        Wish wish = Wishes.of(event, 1);
        UUID id = kept(wish, "TWICE");
        promised(wish, id, "TWICE");
        promised(Wishes.of(event, 1), id, "TWICE");

        assertThat(reconciled(1, 0).findings()).singleElement().asString().contains("two requests");
    }

    @Test
    @DisplayName("finds a booking whose client was told otherwise")
    void phantom() {
        kept(Wishes.of(event, 1), "PHANTOM");

        assertThat(reconciled(1, 0).findings()).singleElement().asString().contains("PHANTOM");
    }

    @Test
    @DisplayName("lets a request without an answer be booked once, or not at all, but not twice")
    void unknown() {
        Wish booked = Wishes.of(event, 2);
        tally.unknown(booked, "closed");
        tally.unknown(Wishes.of(event, 2), "closed");
        kept(booked, "ONCE");

        Reconciliation once = reconciled(2, 0);
        kept(booked, "AGAIN");
        Reconciliation twice = reconciled(4, 0);

        assertThat(once.findings()).isEmpty();
        assertThat(once.unknownBooked()).isEqualTo(1);
        assertThat(twice.findings()).hasSize(1);
    }

    @Test
    @DisplayName("finds counters that are not the sum of the bookings")
    void counters() {
        promisedAndKept(1);

        assertThat(reconciled(2, 0).findings()).singleElement().asString().contains("2 seats sold");
    }

    @Test
    @DisplayName("finds more seats sold and held than there are")
    void oversold() {
        promisedAndKept(CAPACITY);

        assertThat(reconciled(CAPACITY, 1).findings())
                .singleElement()
                .asString()
                .contains("-1 left");
    }

    @Test
    @DisplayName("finds a refusal of seats that are still left")
    void wronglyRefused() {
        promisedAndKept(7);
        refused(4);
        assertThat(reconciled(7, 0).findings()).isEmpty();

        refused(3);
        assertThat(reconciled(7, 0).findings()).singleElement().asString().contains("refused 3 seats");
    }

    private Reconciliation reconciled(int sold, int held) {
        return Reconciliation.of(tally.tallied(), List.of(new SoldEvent(event, CAPACITY, sold, held)), rows);
    }

    private void promisedAndKept(int quantity) {
        Wish wish = Wishes.of(event, quantity);
        String reference = "R" + rows.size();
        promised(wish, kept(wish, reference), reference);
    }

    private void promised(Wish wish, UUID id, String reference) {
        tally.sold(wish, new Answer.Sold(id, reference), 0);
    }

    @CanIgnoreReturnValue
    private UUID kept(Wish wish, String reference) {
        UUID id = UUID.randomUUID();
        rows.add(new BookedRow(id, reference, event, wish.buyer().id(), wish.quantity(), "confirmed"));
        return id;
    }

    private void refused(int quantity) {
        tally.refused(Wishes.of(event, quantity), 0);
    }
}
