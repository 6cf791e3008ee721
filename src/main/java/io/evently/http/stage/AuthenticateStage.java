package io.evently.http.stage;

import io.evently.account.Caller;
import io.evently.account.TokenVerifier;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.contract.Access;
import io.evently.http.contract.ContractOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, and lets in whom the document lets in. */
final class AuthenticateStage implements Stage {
    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;

    AuthenticateStage(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        ContractOperation operation = arrival.operation();
        if (operation.access() != Access.PUBLIC) {
            arrival.calledBy(caller(operation, arrival.authorization(), arrival.clientAddress()));
        }
        return next.pass(arrival);
    }

    private @Nullable Caller caller(ContractOperation operation, List<String> headers, String address) {
        if (headers.isEmpty()) {
            if (operation.access() == Access.OPTIONAL) {
                return null;
            }
            throw new RefusedException(Problem.authenticationRequired());
        }
        // Of two, a proxy in front may have looked at the other one.
        if (headers.size() > 1) {
            throw new RefusedException(Problem.invalidToken());
        }
        Caller caller = verifier.verify(bearer(headers.get(0)), address)
                .orElseThrow(() -> new RefusedException(Problem.invalidToken()));
        if (operation.access() == Access.ADMIN && !caller.isAdmin()) {
            throw new RefusedException(Problem.adminRequired());
        }
        return caller;
    }

    // What is none is refused as one.
    private static String bearer(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : "";
    }
}
