package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The places of a channel")
class PlacesTest {
    private int destinations;

    @Test
    @DisplayName("are kept in part for destinations that were well")
    void kept() {
        Places places = new Places(ChannelName.EMAIL, 8, 16);
        List<Places.Place> fresh = takeAll(places, false);
        assertThat(fresh).hasSize(6);
        assertThat(takeAll(places, true)).hasSize(2);
        fresh.forEach(Places.Place::giveWay);
        assertThat(takeAll(places, false)).hasSize(5);
    }

    @ParameterizedTest(name = "{0} wanted, {1} connections")
    @CsvSource({"1, 1", "8, 1", "2, 2", "8, 3", "8, 8", "8, 10", "8, 16", "32, 40", "1000, 2147483647"})
    @DisplayName("are no more than its connections, and there is one for everybody")
    void bounded(int wanted, int connections) {
        Places places = new Places(ChannelName.EMAIL, wanted, connections);
        int taken = 0;
        for (int round = 0; round < 10; round++) {
            List<Places.Place> all = takeAll(places, false);
            all.addAll(takeAll(places, true));
            taken += all.size();
            assertThat(taken).isBetween(1, connections);
            all.forEach(Places.Place::giveWay);
        }
        Places empty = new Places(ChannelName.EMAIL, wanted, connections);
        Destination suspect = destination(false);
        suspect.begun();
        suspect.ended(new Receipt.Retry("450"), new Address.Mailbox("a", ""), true, Instant.EPOCH);
        Places.Place place = empty.take(suspect);
        assertThat(place).isNotNull();
        place.leave();
        place.leave();
        int aside = Math.max(1, Math.min(wanted, connections) / 4);
        assertThat(takeAll(empty, true)).hasSize(Math.max(1, Math.min(wanted, connections - aside)));
    }

    private List<Places.Place> takeAll(Places places, boolean proven) {
        List<Places.Place> taken = new ArrayList<>();
        for (Places.Place place = places.take(destination(proven));
                place != null;
                place = places.take(destination(proven))) {
            taken.add(place);
        }
        return taken;
    }

    private Destination destination(boolean proven) {
        destinations++;
        return new Destination(destinations + ".example", SomeDelivery.config(8), proven);
    }
}
