package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Sends a message to every connected client. */
@BusName("send-alert/1")
public record SendAlert(String title, String message) implements BusMessage {}
