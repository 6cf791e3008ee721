package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What became of a registration. */
@BusName("register-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RegisterOutcome.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = RegisterOutcome.EmailTaken.class, name = "email-taken"),
    @JsonSubTypes.Type(value = RegisterOutcome.PasswordRefused.class, name = "password-refused"),
    @JsonSubTypes.Type(value = RegisterOutcome.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = RegisterOutcome.Overloaded.class, name = "overloaded")
})
public sealed interface RegisterOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** The account is there. */
    record Registered(Session session) implements RegisterOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.registered(this);
        }
    }

    /** Somebody has that address already. */
    record EmailTaken() implements RegisterOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.emailTaken(this);
        }
    }

    /** The new password breaks a rule; the reason ends a sentence that begins with "it". */
    record PasswordRefused(String reason) implements RegisterOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.passwordRefused(this);
        }
    }

    /** Too many sign-ups from there; nothing was done. */
    record Throttled(int retryAfterSeconds) implements RegisterOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.throttled(this);
        }
    }

    /** Too many passwords wait to be hashed; nothing was done. */
    record Overloaded(int retryAfterSeconds) implements RegisterOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.overloaded(this);
        }
    }

    interface Cases<T> {
        T registered(Registered it);

        T emailTaken(EmailTaken it);

        T passwordRefused(PasswordRefused it);

        T throttled(Throttled it);

        T overloaded(Overloaded it);
    }
}
