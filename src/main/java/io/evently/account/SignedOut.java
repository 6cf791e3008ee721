package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** The token is refused on this node, and on all others as soon as they hear of it. */
@BusName("signed-out/1")
public record SignedOut() implements BusMessage {}
