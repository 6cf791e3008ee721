package io.evently.onsale;

import io.evently.hash.InternalCredential;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/**
 * Plays an on-sale against running nodes and checks the outcome in their databases. Exit codes: 0 all is well, 1 an
 * invariant or a promise is broken, 2 it could not be played or checked, 3 there were errors and all invariants hold.
 */
@Command(
        name = "onsale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Plays an on-sale against running nodes and checks the outcome in their databases.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no seat was sold twice and no booking was lost",
            "1:an invariant or a promise is broken",
            "2:it could not be played or checked",
            "3:there were errors, though all invariants hold"
        })
public final class OnSaleCommand implements Callable<Integer> {
    private final Function<Path, Optional<String>> embeddedDatabase;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            split = ",",
            defaultValue = "http://localhost:3000",
            description = "Where a node answers; several by commas or repetition. Default: ${DEFAULT-VALUE}")
    private List<URI> urls = List.of();

    @Option(names = "--events", defaultValue = "1", description = "Events that go on sale. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(names = "--seats", defaultValue = "5000", description = "Seats of each event. Default: ${DEFAULT-VALUE}")
    private int seats;

    @Option(
            names = "--requests",
            defaultValue = "20000",
            description = "Bookings asked for in all. Default: ${DEFAULT-VALUE}")
    private int requests;

    @Option(names = "--users", defaultValue = "1000", description = "Users who ask. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--connections",
            defaultValue = "200",
            description = "Connections that ask at once, over all nodes. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--quantity", defaultValue = "1", description = "Seats in one request. Default: ${DEFAULT-VALUE}")
    private int quantity;

    @Option(
            names = "--max-quantity",
            defaultValue = "0",
            description = "Draw the seats of a request between --quantity and this.")
    private int maxQuantity;

    @Option(
            names = "--idempotency",
            description = "Give each request an Idempotency-Key, so that one without an answer can be sent again.")
    private boolean keys;

    @Option(
            names = "--admin-email",
            defaultValue = "${env:EVENTLY_ADMIN_EMAIL:-admin2@evently.com}",
            description = "Who imports the users and makes the events. Default: EVENTLY_ADMIN_EMAIL or the demo admin")
    private String adminEmail = "";

    @Option(
            names = "--admin-password",
            defaultValue = "${env:EVENTLY_ADMIN_PASSWORD:-admin123}",
            showDefaultValue = Visibility.NEVER,
            description = "Default: EVENTLY_ADMIN_PASSWORD or the demo admin's")
    private String adminPassword = "";

    @Option(
            names = "--database-url",
            defaultValue = "${env:DATABASE_URL}",
            showDefaultValue = Visibility.NEVER,
            description = "The nodes' databases. Default: DATABASE_URL, else the embedded ones in --data-directory")
    private @Nullable String databaseUrl;

    @Option(
            names = "--data-directory",
            defaultValue = "${env:EVENTLY_EMBEDDED_DATA_DIRECTORY:-data}",
            description = "Where the nodes' embedded databases are. Default: ${DEFAULT-VALUE}")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = "--jwt-secret",
            defaultValue = "${env:JWT_SECRET}",
            showDefaultValue = Visibility.NEVER,
            description = "The nodes' secret, by which they know that they need not limit this client."
                    + " Default: JWT_SECRET, else the one in their accounts database")
    private @Nullable String jwtSecret;

    @Option(names = "--json", description = "Write the result to this file as JSON, too.")
    private @Nullable Path json;

    /** @param embeddedDatabase finds the URL of the embedded database that runs in a data directory */
    public OnSaleCommand(Function<Path, Optional<String>> embeddedDatabase) {
        this.embeddedDatabase = embeddedDatabase;
    }

    @Override
    public Integer call() {
        try {
            Played played = played();
            if (json != null) {
                OnSaleResult.of(played).write(json);
            }
            return played.verdict().exitCode();
        } catch (CannotRunException e) {
            err().println("onsale: " + e.getMessage());
            err().flush();
            return Verdict.COULD_NOT_RUN;
        }
    }

    private Played played() {
        OnSalePlan plan = new OnSalePlan(
                urls,
                events,
                seats,
                requests,
                users,
                connections,
                quantity,
                maxQuantity == 0 ? quantity : maxQuantity,
                keys);
        String database = database();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try {
            Books books = Books.open(vertx, database);
            return new OnSale(
                            vertx,
                            plan,
                            new OnSaleReport(out()),
                            new Random(),
                            Clock.systemUTC(),
                            System::nanoTime,
                            credential(books))
                    .play(adminEmail, adminPassword, books);
        } finally {
            vertx.close().await();
        }
    }

    // Without one the nodes hold this client to their rate limits like any other.
    private InternalCredential credential(Books books) {
        Optional<String> secret = jwtSecret == null || jwtSecret.isBlank()
                // Databases that do not answer are told of later, by whoever needs them.
                ? books.secret().otherwise(Optional.empty()).await()
                : Optional.of(jwtSecret);
        InternalCredential credential = new InternalCredential();
        secret.ifPresent(known -> credential.open(List.of(known)));
        return credential;
    }

    private String database() {
        if (databaseUrl != null && !databaseUrl.isBlank()) {
            return databaseUrl;
        }
        return embeddedDatabase
                .apply(dataDirectory)
                .orElseThrow(
                        () -> new CannotRunException("No embedded database runs in " + dataDirectory.toAbsolutePath()
                                + ": start a node there, or name the nodes' databases with --database-url or"
                                + " --data-directory."));
    }

    private PrintWriter out() {
        return requireNonNull(spec, "run by picocli").commandLine().getOut();
    }

    private PrintWriter err() {
        return requireNonNull(spec, "run by picocli").commandLine().getErr();
    }
}
