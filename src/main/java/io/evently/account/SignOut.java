package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;

/** One token is to be refused from now on. */
@BusName("sign-out/1")
public record SignOut(String tokenId, Instant expiresAt) implements BusMessage {}
