package io.evently;

import io.evently.account.service.DemoLogins;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the operator reads when a node is ready. */
record Welcome(ServerConfig config, boolean embedded) {
    private static final double MS_PER_SECOND = 1_000.0;

    void print(PrintStream out, Duration took) {
        String address = "http://localhost:" + config.http().port();
        out.println();
        out.printf(Locale.ROOT, "Evently is ready after %.1f s%n", took.toMillis() / MS_PER_SECOND);
        out.println("  API        " + address + "/api/v1");
        out.println("  API page   " + address + "/docs");
        out.println("  Health     " + address + "/health");
        if (config.demo()) {
            out.println("  Outbox     " + address + "/outbox");
            out.println("  Demo admin " + DemoLogins.ADMIN);
            out.println("  Demo user  " + DemoLogins.USER);
        }
        if (embedded) {
            out.println("  Data       " + config.embedded().dataDirectory().toAbsolutePath());
        }
        out.println();
    }
}
