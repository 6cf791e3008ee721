package io.evently.account.service;

/** The public credentials of the demo profile, for whoever shows them. */
public final class DemoLogins {
    public static final String ADMIN = AccountConfig.DEMO_ADMIN_EMAIL + " / " + AccountConfig.DEMO_ADMIN_PASSWORD;
    public static final String USER = AccountConfig.DEMO_USER_EMAIL + " / " + AccountConfig.DEMO_USER_PASSWORD;

    private DemoLogins() {}
}
