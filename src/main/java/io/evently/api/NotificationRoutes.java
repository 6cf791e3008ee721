package io.evently.api;

import io.evently.account.Caller;
import io.evently.bus.TypedBus;
import io.evently.channel.ChannelName;
import io.evently.delivery.DeadLetterClient;
import io.evently.delivery.ListDeadLetters;
import io.evently.delivery.ReplayDeadLetters;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.notification.AttemptsLookup;
import io.evently.notification.BroadcastLookup;
import io.evently.notification.ListNotifications;
import io.evently.notification.MarkAllRead;
import io.evently.notification.MarkRead;
import io.evently.notification.NotificationClient;
import io.evently.notification.NotificationLookup;
import io.evently.notification.ReadAttempts;
import io.evently.notification.ReadBroadcast;
import io.evently.notification.SendAlert;
import io.evently.notification.SendNotification;
import io.evently.notification.StartBroadcast;
import io.evently.text.Text;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /notifications}: what people were told, what administrators tell them, and how its delivery does. */
public final class NotificationRoutes implements Routes {
    private static final String SYSTEM_ALERT = "system_alert";
    private static final int ACCEPTED = 202;

    private final KnownUsers users;
    private final NotificationClient notifications;
    private final DeadLetterClient deadLetters;
    private final Clock clock;

    /** @param clock tells how long the oldest row of the outbox has waited */
    public NotificationRoutes(
            TypedBus bus, NotificationClient notifications, DeadLetterClient deadLetters, Clock clock) {
        this.users = new KnownUsers(bus);
        this.notifications = notifications;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("sendNotification", this::send)
                .on("broadcastNotification", this::broadcast)
                .on("getBroadcast", this::progress)
                .on("listNotifications", this::list)
                .on("markNotificationRead", this::markRead)
                .on("markAllNotificationsRead", this::markAllRead)
                .on("getNotificationStats", this::stats)
                .on("listDeliveryAttempts", this::attempts)
                .on("listDeadLetters", this::deadLetters)
                .on("replayDeadLetter", this::replayOne)
                .on("replayDeadLetters", this::replayAll);
    }

    private Future<Reply> send(Call call) {
        Direct wanted = call.body(Direct.class);
        UUID user = wanted.userId();
        if (user == null) {
            return wanted.type().equals(SYSTEM_ALERT)
                    ? notifications
                            .alert(new SendAlert(wanted.heading(), wanted.message()))
                            .map(alert -> Reply.created(Envelope.data(NotificationBody.alert(alert))
                                    .and("message", "Alert accepted for everybody who is connected")))
                    : Future.succeededFuture(Reply.problem(Problem.validation("user_id", "is required")));
        }
        return users.ifKnown(
                user,
                account -> notifications
                        .send(wanted.to(user))
                        .map(sent -> Reply.created(
                                Envelope.data(NotificationBody.sent(sent)).and("message", "Notification accepted"))));
    }

    private Future<Reply> broadcast(Call call) {
        ToAttendees wanted = call.body(ToAttendees.class);
        return notifications
                .broadcast(wanted.by(call.pathId("id"), call.caller()))
                .map(lookup -> lookup.match(new BroadcastReply(ACCEPTED, EventProblems.unknown())));
    }

    private Future<Reply> progress(Call call) {
        return notifications
                .progress(new ReadBroadcast(call.pathId("id")))
                .map(lookup -> lookup.match(new BroadcastReply(200, Problem.notFound("Broadcast not found"))));
    }

    private Future<Reply> list(Call call) {
        UUID user = call.pathId("userId");
        if (!call.caller().mayActFor(user)) {
            return refused("Notifications are shown to their recipient");
        }
        Page page = call.page();
        boolean unreadOnly = call.queryFlag("unread_only").orElse(false);
        return notifications
                .list(new ListNotifications(user, unreadOnly, page.limit(), page.offset()))
                .map(found -> Reply.ok(Envelope.data(found.notifications().stream()
                                        .map(NotificationBody::listed)
                                        .toList())
                                .and("count", found.notifications().size())
                                .and("total", found.total())
                                .and("unread", found.unread()))
                        .links(call.links(found.total())));
    }

    private Future<Reply> markRead(Call call) {
        Caller caller = call.caller();
        return notifications
                .markRead(new MarkRead(call.pathId("id"), caller.userId(), caller.isAdmin()))
                .map(lookup -> lookup.match(new MarkedReply()));
    }

    private Future<Reply> markAllRead(Call call) {
        UUID user = call.pathId("userId");
        return call.caller().mayActFor(user)
                ? notifications
                        .markAllRead(new MarkAllRead(user))
                        .map(done -> Reply.ok(Envelope.success()
                                .and("message", "Notifications marked as read")
                                .and("marked", done.marked())))
                : refused("Notifications are marked by their recipient");
    }

    private Future<Reply> stats(Call call) {
        return notifications
                .stats()
                .map(stats -> Reply.ok(Envelope.data(NotificationBody.stats(stats, clock.instant()))));
    }

    private Future<Reply> attempts(Call call) {
        Caller caller = call.caller();
        return notifications
                .attempts(new ReadAttempts(call.pathId("id"), caller.userId(), caller.isAdmin()))
                .map(lookup -> lookup.match(new AttemptsReply(caller.isAdmin())));
    }

    private Future<Reply> deadLetters(Call call) {
        Page page = call.page();
        return deadLetters
                .latest(new ListDeadLetters(channel(call), page.limit(), page.offset()))
                .map(found -> Reply.ok(Envelope.data(found.letters().stream()
                                        .map(NotificationBody::deadLetter)
                                        .toList())
                                .and("count", found.letters().size())
                                .and("total", found.total()))
                        .links(call.links(found.total())));
    }

    private Future<Reply> replayOne(Call call) {
        return deadLetters
                .replay(new ReplayDeadLetters(call.pathId("notificationId"), channel(call)))
                .map(done -> done.replayed() == 0
                        ? Reply.problem(Problem.notFound("Dead letter not found"))
                        : Reply.ok(NotificationBody.replayed(done)));
    }

    private Future<Reply> replayAll(Call call) {
        return deadLetters
                .replay(new ReplayDeadLetters(null, channel(call)))
                .map(done -> Reply.ok(NotificationBody.replayed(done)));
    }

    private static @Nullable ChannelName channel(Call call) {
        return call.query("channel").map(ChannelName::of).orElse(null);
    }

    private static Reply unknownNotification() {
        return Reply.problem(Problem.notFound("Notification not found"));
    }

    private static Future<Reply> refused(String sentence) {
        return Future.succeededFuture(Reply.problem(Problem.forbidden(sentence)));
    }

    // What nobody gave a title goes by its type.
    private static String heading(@Nullable String title, String type) {
        if (title != null) {
            Text.refusalAsName(title).ifPresent(refusal -> {
                throw new RefusedException(Problem.validation("title", refusal));
            });
            return title;
        }
        String words = type.replace('_', ' ').strip();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The body of a request to tell one person, or everybody who is connected. */
    record Direct(
            @Nullable UUID userId,
            String type,
            @Nullable String title,
            String message,
            @Nullable List<ChannelName> channels) {

        SendNotification to(UUID user) {
            return new SendNotification(
                    user,
                    type,
                    heading(),
                    message,
                    Optional.ofNullable(channels).orElse(List.of(ChannelName.WEBSOCKET)));
        }

        String heading() {
            return NotificationRoutes.heading(title, type);
        }
    }

    /** The body of a request to tell all attendees of an event. */
    record ToAttendees(
            String type,
            @Nullable String title,
            String message,
            @Nullable List<ChannelName> channels) {

        StartBroadcast by(UUID eventId, Caller caller) {
            return new StartBroadcast(eventId, type, heading(title, type), message, channels, caller.userId());
        }
    }

    private record BroadcastReply(int status, Problem unknown) implements BroadcastLookup.Cases<Reply> {
        @Override
        public Reply found(BroadcastLookup.Found it) {
            return Reply.of(status, Envelope.data(NotificationBody.broadcast(it.broadcast())))
                    .header(
                            "Location",
                            "/api/v1/notifications/broadcast/" + it.broadcast().id());
        }

        @Override
        public Reply notFound(BroadcastLookup.NotFound it) {
            return Reply.problem(unknown);
        }
    }

    private static final class MarkedReply implements NotificationLookup.Cases<Reply> {
        @Override
        public Reply found(NotificationLookup.Found it) {
            return Reply.ok(Envelope.data(NotificationBody.listed(it.notification())));
        }

        @Override
        public Reply notFound(NotificationLookup.NotFound it) {
            return unknownNotification();
        }
    }

    private record AttemptsReply(boolean addresses) implements AttemptsLookup.Cases<Reply> {
        @Override
        public Reply found(AttemptsLookup.Found it) {
            return Reply.ok(Envelope.data(it.attempts().stream()
                            .map(attempt -> NotificationBody.attempt(attempt, addresses))
                            .toList())
                    .and("count", it.attempts().size()));
        }

        @Override
        public Reply notFound(AttemptsLookup.NotFound it) {
            return unknownNotification();
        }
    }
}
