package io.evently.notification;

import io.evently.bus.TypedBus;
import io.evently.channel.ChannelName;
import io.evently.contact.Integrators;
import io.evently.outbox.OutboxRow;
import io.evently.outbox.Outlet;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns rows of the outbox into notifications, in the relay's transaction: what the row says is told to the person it names,
 * to integrators' webhooks, and to attendees where an event changed.
 */
public final class NotificationOutlet implements Outlet {
    private static final Logger log = LoggerFactory.getLogger(NotificationOutlet.class);
    private static final String SYSTEM_ALERT = "system.alert";
    private static final String EVENT_UPDATED = "event.updated";

    private final int shard;
    private final TypedBus bus;
    private final Ids ids;
    private final Integrators integrators;
    private final NewNotificationRepository repository = new NewNotificationRepository();

    public NotificationOutlet(int shard, TypedBus bus, Ids ids, Integrators integrators) {
        this.shard = shard;
        this.bus = bus;
        this.ids = ids;
        this.integrators = integrators;
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<OutboxRow> rows) {
        Set<UUID> events = new LinkedHashSet<>();
        rows.stream().filter(row -> MessageTexts.of(row.topic()).isPresent()).forEach(row -> events.add(row.eventId()));
        return repository.cards(transaction, events).compose(cards -> tell(transaction, rows, cards));
    }

    private Future<Void> tell(SqlClient transaction, List<OutboxRow> rows, Map<UUID, JsonObject> cards) {
        List<NewNotification> notices = new ArrayList<>();
        List<NewBroadcast> announcements = new ArrayList<>();
        for (OutboxRow row : rows) {
            // A row that cannot be read must not keep all others from leaving.
            try {
                inPerson(row, cards, notices);
                toIntegrators(row, notices);
                toAttendees(row, announcements);
                toEverybody(row);
            } catch (RuntimeException e) {
                log.error("Row {} of the outbox of shard {} ({}) cannot be told", row.id(), shard, row.topic(), e);
            }
        }
        Future<Void> told = notices.isEmpty() ? Future.succeededFuture() : repository.store(transaction, notices);
        for (NewBroadcast announcement : announcements) {
            told = told.compose(done -> repository.announce(transaction, ids.next(shard), announcement));
        }
        return told;
    }

    private void inPerson(OutboxRow row, Map<UUID, JsonObject> cards, List<NewNotification> notices) {
        String user = row.body().getString("user_id");
        JsonObject card = cards.get(row.eventId());
        if (user == null || card == null) {
            return;
        }
        MessageTexts.of(row.topic()).ifPresent(form -> {
            JsonObject data = MessageTexts.data(row, card);
            notices.add(new NewNotification(
                    ids.next(shard),
                    UUID.fromString(user),
                    form.type(),
                    form.title(),
                    form.message(data),
                    row.eventId(),
                    row.id(),
                    data,
                    form.channels(),
                    row.at()));
        });
    }

    private void toIntegrators(OutboxRow row, List<NewNotification> notices) {
        for (UUID webhook : integrators.listeningTo(row.topic())) {
            JsonObject data = row.body().copy().put("subject", row.subject().toString());
            notices.add(new NewNotification(
                    ids.next(shard),
                    webhook,
                    row.topic(),
                    row.topic(),
                    row.topic(),
                    row.topic().startsWith("system.") ? null : row.eventId(),
                    row.id(),
                    data,
                    List.of(ChannelName.WEBHOOK),
                    row.at()));
        }
    }

    private static void toAttendees(OutboxRow row, List<NewBroadcast> announcements) {
        JsonArray changed = row.body().getJsonArray("changed");
        if (row.topic().equals(EVENT_UPDATED) && changed != null && !changed.isEmpty()) {
            announcements.add(new NewBroadcast(
                    row.eventId(),
                    "event_update",
                    "Event changed",
                    MessageTexts.changed(row.body()),
                    row.body(),
                    List.of(ChannelName.WEBSOCKET),
                    row.at()));
        }
    }

    // Before the commit: told twice is better than not at all, and the id tells a repetition.
    private void toEverybody(OutboxRow row) {
        if (row.topic().equals(SYSTEM_ALERT)) {
            bus.announce(
                    NotificationEndpoints.SYSTEM_ALERTS,
                    new SystemAlert(
                            row.subject(),
                            row.body().getString("title"),
                            row.body().getString("message"),
                            row.at()));
        }
    }
}
