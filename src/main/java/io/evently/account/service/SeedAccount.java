package io.evently.account.service;

import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.Role;

/** An account that is there from the start. */
record SeedAccount(EmailAddress email, String name, Role role, Password password) {
    static final SeedAccount DEMO_ADMIN = new SeedAccount(
            new EmailAddress(DemoLogins.ADMIN_EMAIL),
            "Demo Admin",
            Role.ADMIN,
            new Password(DemoLogins.ADMIN_PASSWORD));
    static final SeedAccount DEMO_USER = new SeedAccount(
            new EmailAddress(DemoLogins.USER_EMAIL), "Demo User", Role.USER, new Password(DemoLogins.USER_PASSWORD));
}
