package io.evently.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.ChangePassword;
import io.evently.account.ChangePasswordOutcome;
import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.ReadAccount;
import io.evently.account.RegisterAccount;
import io.evently.account.RegisterOutcome;
import io.evently.account.Role;
import io.evently.account.SignIn;
import io.evently.account.SignInOutcome;
import io.evently.account.SignOut;
import io.evently.bus.TypedBus;
import io.evently.http.ApiJson;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.text.Text;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static io.vertx.core.Future.succeededFuture;

/** Signing up, in and out, and one's own account. */
public final class AuthRoutes implements Routes {
    private static final String ADMIN = "admin";

    private final TypedBus bus;
    private final Duration tokenLife;

    /** @param tokenLife as configured for accounts; it is told at sign-in */
    public AuthRoutes(TypedBus bus, Duration tokenLife) {
        this.bus = bus;
        this.tokenLife = tokenLife;
    }

    private static final int LONGEST_NAME = 200;

    private record Registration(
            String email,
            String name,

            @JsonDeserialize(using = ApiJson.TextAsSent.class)
            String password,

            @Nullable String role) {}

    private record Credentials(
            String email,

            @JsonDeserialize(using = ApiJson.TextAsSent.class)
            String password) {}

    private record NewPassword(
            @JsonProperty("currentPassword") @JsonDeserialize(using = ApiJson.TextAsSent.class)
            String currentPassword,

            @JsonProperty("newPassword") @JsonDeserialize(using = ApiJson.TextAsSent.class)
            String newPassword) {}

    @Override
    public void bind(Operations operations) {
        operations
                .on("registerUser", this::register)
                .on("loginUser", this::login)
                .on("getProfile", this::profile)
                .on("changePassword", this::changePassword)
                .on("validateToken", this::validate)
                .on("logoutUser", this::logout);
    }

    private Future<Reply> register(Call call) {
        Registration body = call.body(Registration.class);
        boolean admin = ADMIN.equals(body.role());
        if (admin && call.optionalCaller().filter(caller -> caller.isAdmin()).isEmpty()) {
            return succeededFuture(Reply.problem(Problem.adminRequired()));
        }
        RegisterAccount wish = new RegisterAccount(
                email("email", body.email()),
                name("name", body.name()),
                new Password(body.password()),
                admin ? Role.ADMIN : Role.USER,
                call.clientAddress());
        return bus.ask(AccountEndpoints.REGISTER, wish).map(outcome -> outcome.match(registered));
    }

    private Future<Reply> login(Call call) {
        Credentials body = call.body(Credentials.class);
        SignIn wish = new SignIn(email("email", body.email()), new Password(body.password()), call.clientAddress());
        return bus.ask(AccountEndpoints.SIGN_IN, wish).map(outcome -> outcome.match(signedIn));
    }

    private Future<Reply> profile(Call call) {
        return ownAccount(call)
                .map(outcome -> outcome.match(new OwnAccount() {
                    @Override
                    public Reply found(AccountOutcome.Found it) {
                        return Reply.ok(Envelope.success().and("user", AccountViews.profile(it.account())));
                    }
                }));
    }

    private Future<Reply> validate(Call call) {
        return ownAccount(call)
                .map(outcome -> outcome.match(new OwnAccount() {
                    @Override
                    public Reply found(AccountOutcome.Found it) {
                        return it.account().active()
                                ? Reply.ok(Envelope.success()
                                        .and("message", "Token is valid")
                                        .and("valid", true)
                                        .and("user", AccountViews.user(it.account())))
                                : Reply.problem(Problem.invalidToken());
                    }
                }));
    }

    private Future<Reply> changePassword(Call call) {
        NewPassword body = call.body(NewPassword.class);
        ChangePassword wish = new ChangePassword(
                call.caller().userId(),
                new Password(body.currentPassword()),
                new Password(body.newPassword()),
                call.clientAddress());
        return bus.ask(AccountEndpoints.CHANGE_PASSWORD, wish).map(outcome -> outcome.match(changed));
    }

    private Future<Reply> logout(Call call) {
        SignOut wish = new SignOut(
                call.caller().userId(), call.caller().tokenId(), call.caller().expiresAt(), call.clientAddress());
        return bus.ask(AccountEndpoints.SIGN_OUT, wish)
                .map(done -> Reply.ok(Envelope.success()
                        .and("message", "Logged out successfully")
                        .and("hint", "Remove the JWT token from your client storage")));
    }

    private Future<AccountOutcome> ownAccount(Call call) {
        return bus.ask(AccountEndpoints.READ, new ReadAccount(call.caller().userId()));
    }

    /** The contract has checked the form already; what slips through is still the client's mistake. */
    static EmailAddress email(String field, String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> new RefusedException(Problem.validation(field, "must be an e-mail address")));
    }

    /** The name without blanks around it; Unicode has more of these than the contract's pattern knows. */
    static String name(String field, String text) {
        String name = text.strip();
        // Composing may have made it longer.
        Optional<String> refusal = name.codePointCount(0, name.length()) > LONGEST_NAME
                ? Optional.of("must have at most " + LONGEST_NAME + " characters")
                : Text.refusalAsName(name);
        if (refusal.isPresent()) {
            throw new RefusedException(Problem.validation(field, refusal.get()));
        }
        return name;
    }

    private static Reply overloaded(int retryAfterSeconds) {
        return Reply.problem(Problem.overloaded().retryAfter(retryAfterSeconds));
    }

    private static Reply throttled(int retryAfterSeconds) {
        return Reply.problem(Problem.rateLimited(retryAfterSeconds));
    }

    private abstract static class OwnAccount implements AccountOutcome.Cases<Reply> {
        // A token may outlive its account where a database was set back.
        @Override
        public Reply unknown(AccountOutcome.Unknown it) {
            return Reply.problem(Problem.invalidToken());
        }
    }

    private final RegisterOutcome.Cases<Reply> registered = new RegisterOutcome.Cases<>() {
        @Override
        public Reply registered(RegisterOutcome.Registered it) {
            return Reply.created(AccountViews.signedIn("User registered successfully", it.session(), tokenLife));
        }

        @Override
        public Reply emailTaken(RegisterOutcome.EmailTaken it) {
            return Reply.problem(Problem.conflict("EMAIL_EXISTS", "Email already registered"));
        }

        @Override
        public Reply passwordRefused(RegisterOutcome.PasswordRefused it) {
            return Reply.problem(Problem.validation("password", it.reason()));
        }

        @Override
        public Reply throttled(RegisterOutcome.Throttled it) {
            return AuthRoutes.throttled(it.retryAfterSeconds());
        }

        @Override
        public Reply overloaded(RegisterOutcome.Overloaded it) {
            return AuthRoutes.overloaded(it.retryAfterSeconds());
        }
    };

    private final SignInOutcome.Cases<Reply> signedIn = new SignInOutcome.Cases<>() {
        @Override
        public Reply signedIn(SignInOutcome.SignedIn it) {
            return Reply.ok(AccountViews.signedIn("Login successful", it.session(), tokenLife));
        }

        @Override
        public Reply wrongCredentials(SignInOutcome.WrongCredentials it) {
            return Reply.problem(Problem.invalidCredentials());
        }

        @Override
        public Reply throttled(SignInOutcome.Throttled it) {
            return AuthRoutes.throttled(it.retryAfterSeconds());
        }

        @Override
        public Reply overloaded(SignInOutcome.Overloaded it) {
            return AuthRoutes.overloaded(it.retryAfterSeconds());
        }
    };

    private final ChangePasswordOutcome.Cases<Reply> changed = new ChangePasswordOutcome.Cases<>() {
        @Override
        public Reply changed(ChangePasswordOutcome.Changed it) {
            return Reply.ok(Envelope.success().and("message", "Password changed successfully"));
        }

        @Override
        public Reply wrongPassword(ChangePasswordOutcome.WrongPassword it) {
            return Reply.problem(Problem.of(401, "INVALID_CREDENTIALS", "Current password is incorrect"));
        }

        @Override
        public Reply passwordRefused(ChangePasswordOutcome.PasswordRefused it) {
            return Reply.problem(Problem.validation("newPassword", it.reason()));
        }

        @Override
        public Reply throttled(ChangePasswordOutcome.Throttled it) {
            return AuthRoutes.throttled(it.retryAfterSeconds());
        }

        @Override
        public Reply overloaded(ChangePasswordOutcome.Overloaded it) {
            return AuthRoutes.overloaded(it.retryAfterSeconds());
        }
    };
}
