package io.evently.account.service;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.AccountEndpoints;
import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.RegisterAccount;
import io.evently.account.RegisterOutcome;
import io.evently.account.Role;
import io.evently.account.Session;
import io.evently.account.SignIn;
import io.evently.account.SignInOutcome;
import io.evently.account.TokenVerifier;
import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.config.Profile;
import io.evently.storage.Databases;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Outages;
import io.evently.storage.StorageConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One node that serves accounts from a real database, with a bus of its own. */
public final class AccountNode implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Vertx vertx;
    private final TypedBus bus;
    private final Databases databases;
    private final AccountServices identity;

    private AccountNode(Vertx vertx, TypedBus bus, Databases databases, AccountServices identity) {
        this.vertx = vertx;
        this.bus = bus;
        this.databases = databases;
        this.identity = identity;
    }

    /** Makes and migrates the databases behind a URL. */
    public static StorageConfig storage(String url) {
        StorageConfig storage = new StorageConfig(
                url,
                null,
                List.of(),
                1,
                4,
                1,
                1000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        MigratedDatabases.prepare(storage);
        return storage;
    }

    /** In the demo profile. */
    public static AccountNode start(StorageConfig storage, AccountConfig config, Clock clock) throws Exception {
        return start(storage, Profile.DEMO, config, clock);
    }

    static AccountNode start(StorageConfig storage, Profile profile, AccountConfig config, Clock clock)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        TypedBus.register(vertx, AccountEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus bus = new TypedBus(vertx, Duration.ofSeconds(PATIENCE_SECONDS), Outages::isOutage, SharedSeal.OPEN);
        Databases databases = Databases.open(vertx, storage);
        AccountServices identity = await(AccountServices.open(
                vertx, bus, databases.accounts(), profile, config, AccountConfigs.SECURITY, clock));
        AccountNode node = new AccountNode(vertx, bus, databases, identity);
        String deployment = await(vertx.deployVerticle(new AccountVerticle(bus, identity, config)));
        assert !deployment.isEmpty();
        return node;
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) throws Exception {
        return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static EmailAddress freshEmail() {
        return new EmailAddress(UUID.randomUUID() + "@example.com");
    }

    <Q extends BusMessage, A extends BusMessage> Future<A> ask(Endpoint<Q, A> endpoint, Q question) {
        return bus.ask(endpoint, question);
    }

    /** A new account, signed in. */
    @CanIgnoreReturnValue
    Session registered(EmailAddress email, String password, Role role) throws Exception {
        RegisterOutcome outcome = await(ask(
                AccountEndpoints.REGISTER,
                new RegisterAccount(email, "Somebody", new Password(password), role, "::1")));
        return ((RegisterOutcome.Registered) outcome).session();
    }

    SignInOutcome signIn(EmailAddress email, String password, String address) throws Exception {
        return await(ask(AccountEndpoints.SIGN_IN, new SignIn(email, new Password(password), address)));
    }

    boolean admits(Session session) {
        return identity.verifier().verify(String.valueOf(session.token())).isPresent();
    }

    public Vertx vertx() {
        return vertx;
    }

    public TypedBus bus() {
        return bus;
    }

    public TokenVerifier verifier() {
        return identity.verifier();
    }

    AccountServices identity() {
        return identity;
    }

    Pool accounts() {
        return databases.accounts();
    }

    @Override
    public void close() {
        databases
                .close()
                .compose(done -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
