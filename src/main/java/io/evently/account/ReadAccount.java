package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** What is on file for an account. */
@BusName("read-account/1")
public record ReadAccount(UUID accountId) implements BusMessage {}
