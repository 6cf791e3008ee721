package io.evently.live;

import io.vertx.core.json.JsonObject;

/**
 * Something the sockets of an address are told. One object for all of them, so nobody may change the body.
 *
 * @param address {@code events.<id>}, {@code users.<id>} or {@code system.alerts}
 * @param event what Socket.IO calls it: {@code booking_confirmed}, {@code waitlist_promoted}, {@code event_update},
 *     {@code system_alert} or {@code notification}
 * @param body has the member {@code type}
 */
record LiveMessage(String address, String event, JsonObject body) {}
