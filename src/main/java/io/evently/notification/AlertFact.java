package io.evently.notification;

import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import java.util.UUID;

/** What an administrator had to say to everybody. */
public sealed interface AlertFact extends Fact {
    FactFamily<AlertFact> FAMILY = FactFamily.of(AlertFact.class);

    /** A message to every connected client. */
    @FactName("system.alert")
    record Alerted(UUID alertId, String title, String message) implements AlertFact {}
}
