package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Wishes to tell everybody something who is connected. */
@BusName("send-alert/1")
public record SendAlert(String title, String message) implements BusMessage {}
