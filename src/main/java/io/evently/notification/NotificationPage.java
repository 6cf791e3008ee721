package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/**
 * A page of a user's notifications, newest first.
 *
 * @param total in all pages
 * @param unread of the user, whatever was asked for
 */
@BusName("notification-page/1")
public record NotificationPage(List<NotificationView> notifications, long total, long unread) implements BusMessage {

    public NotificationPage {
        notifications = List.copyOf(notifications);
    }
}
