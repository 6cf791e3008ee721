package io.evently.contact;

import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import java.util.UUID;

/** What happened to endpoints of others. */
public sealed interface EndpointFact extends Fact {
    FactFamily<EndpointFact> FAMILY = FactFamily.of(EndpointFact.class);

    /**
     * A webhook was switched off.
     *
     * @param userId who registered it
     * @param reason {@code gone} or {@code failing}
     */
    @FactName("webhook.disabled")
    record Disabled(UUID webhookId, UUID userId, String url, String reason) implements EndpointFact {}
}
