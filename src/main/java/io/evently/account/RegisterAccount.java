package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Somebody signs up. Who may ask for the admin role is decided by the asker.
 *
 * @param name trimmed, 1–200 characters
 * @param address the client's network address, for its share of the hashes
 */
@BusName("register-account/1")
public record RegisterAccount(EmailAddress email, String name, Password password, Role role, String address)
        implements BusMessage {}
