package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;

/**
 * One token is to be refused from now on.
 *
 * @param address the client's network address, for the log
 */
@BusName("sign-out/1")
public record SignOut(UUID accountId, String tokenId, Instant expiresAt, String address) implements BusMessage {}
