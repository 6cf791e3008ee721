package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What became of a change of password. */
@BusName("change-password-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChangePasswordOutcome.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = ChangePasswordOutcome.WrongPassword.class, name = "wrong-password"),
    @JsonSubTypes.Type(value = ChangePasswordOutcome.PasswordRefused.class, name = "password-refused"),
    @JsonSubTypes.Type(value = ChangePasswordOutcome.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = ChangePasswordOutcome.Overloaded.class, name = "overloaded")
})
public sealed interface ChangePasswordOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** Done; all tokens of the account made so far are refused. */
    record Changed() implements ChangePasswordOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.changed(this);
        }
    }

    /** The current password was not that. */
    record WrongPassword() implements ChangePasswordOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.wrongPassword(this);
        }
    }

    /** The new password breaks a rule; the reason ends a sentence that begins with "it". */
    record PasswordRefused(String reason) implements ChangePasswordOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.passwordRefused(this);
        }
    }

    /** Too many wrong passwords from there; nothing was checked. */
    record Throttled(int retryAfterSeconds) implements ChangePasswordOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.throttled(this);
        }
    }

    /** Too many passwords wait to be hashed; nothing was done. */
    record Overloaded(int retryAfterSeconds) implements ChangePasswordOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.overloaded(this);
        }
    }

    interface Cases<T> {
        T changed(Changed it);

        T wrongPassword(WrongPassword it);

        T passwordRefused(PasswordRefused it);

        T throttled(Throttled it);

        T overloaded(Overloaded it);
    }
}
