package io.evently.account.service;

/** The public credentials of the demo profile, for whoever shows them. */
public final class DemoLogins {
    static final String ADMIN_EMAIL = "admin2@evently.com";
    static final String ADMIN_PASSWORD = "admin123";
    static final String USER_EMAIL = "user@evently.com";
    static final String USER_PASSWORD = "demo123";

    public static final String ADMIN = ADMIN_EMAIL + " / " + ADMIN_PASSWORD;
    public static final String USER = USER_EMAIL + " / " + USER_PASSWORD;

    private DemoLogins() {}
}
