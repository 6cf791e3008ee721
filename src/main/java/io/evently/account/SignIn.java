package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Somebody signs in.
 *
 * @param address the client's network address, for throttling
 */
@BusName("sign-in/1")
public record SignIn(EmailAddress email, Password password, String address) implements BusMessage {}
