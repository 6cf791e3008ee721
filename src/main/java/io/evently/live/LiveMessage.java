package io.evently.live;

/**
 * A message for the sockets of an address. Rendered once for all of them.
 *
 * @param address {@code events.<id>}, {@code users.<id>} or {@code system.alerts}
 * @param event what Socket.IO calls it: {@code booking_confirmed}, {@code waitlist_promoted}, {@code event_update},
 *     {@code system_alert} or {@code notification}
 * @param body a JSON object as text; has the member {@code type}
 */
public record LiveMessage(String address, String event, String body) {}
