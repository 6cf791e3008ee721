package io.evently.api;

import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.ReadAccount;
import io.evently.bus.TypedBus;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;

/** Looks whether a user exists before something is done for them: an id may be mistyped, and nobody would ever find the rest. */
final class KnownUsers {
    private final TypedBus bus;

    KnownUsers(TypedBus bus) {
        this.bus = bus;
    }

    /** Does it for a user who exists; 404 for one who does not. */
    Future<Reply> ifKnown(UUID userId, Function<Account, Future<Reply>> then) {
        return bus.ask(AccountEndpoints.READ, new ReadAccount(userId))
                .compose(account -> account instanceof AccountOutcome.Found found
                        ? then.apply(found.account())
                        : Future.succeededFuture(Reply.problem(Problem.notFound("User not found"))));
    }
}
