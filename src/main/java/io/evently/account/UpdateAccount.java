package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An admin changes an account; what is null stays.
 *
 * @param actorId the admin
 */
@BusName("update-account/1")
public record UpdateAccount(
        UUID actorId,
        UUID accountId,
        @Nullable Role role,
        @Nullable Tier tier,
        @Nullable Boolean active) implements BusMessage {}
