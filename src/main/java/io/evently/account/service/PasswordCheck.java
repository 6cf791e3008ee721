package io.evently.account.service;

import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.service.HashQueue.Purpose;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static io.vertx.core.Future.succeededFuture;

/** Checks one typed password, at a pace that makes guessing useless. An account that is not there costs the same. */
final class PasswordCheck {
    private final LoginThrottle throttle;
    private final PasswordHashing hashing;

    /** How it went. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Not checked: too many failures from there. */
        THROTTLED,
        /** Not checked: too many passwords wait. */
        OVERLOADED
    }

    /** @param retryAfterSeconds for what was not checked */
    record Result(Verdict verdict, int retryAfterSeconds) {}

    PasswordCheck(LoginThrottle throttle, PasswordHashing hashing) {
        this.throttle = throttle;
        this.hashing = hashing;
    }

    /**
     * @param phc what is on file; null when nothing is, which never matches
     * @param purpose what the password is checked for
     */
    Future<Result> check(EmailAddress email, String address, Password password, @Nullable String phc, Purpose purpose) {
        String group = NetworkAddress.group(address);
        if (hashing.full(purpose, group)) {
            return succeededFuture(overloaded());
        }
        return throttle.ask(email, address).compose(permit -> {
            if (permit.crowded()) {
                return succeededFuture(overloaded());
            }
            if (!permit.granted()) {
                return succeededFuture(new Result(Verdict.THROTTLED, permit.waitSeconds()));
            }
            Optional<Future<Boolean>> matches = hashing.matches(password, phc, purpose, group);
            if (matches.isEmpty()) {
                return throttle.withdrawn(permit).map(gone -> overloaded());
            }
            return matches.get()
                    .compose(right -> right
                            ? throttle.succeeded(email, address).map(cleared -> new Result(Verdict.RIGHT, 0))
                            : throttle.failed(permit).map(settled -> new Result(Verdict.WRONG, 0)));
        });
    }

    private static Result overloaded() {
        return new Result(Verdict.OVERLOADED, PasswordHashing.RETRY_AFTER_SECONDS);
    }
}
