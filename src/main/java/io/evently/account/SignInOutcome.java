package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What became of an attempt to sign in. */
@BusName("sign-in-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SignInOutcome.SignedIn.class, name = "signed-in"),
    @JsonSubTypes.Type(value = SignInOutcome.WrongCredentials.class, name = "wrong-credentials"),
    @JsonSubTypes.Type(value = SignInOutcome.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = SignInOutcome.Overloaded.class, name = "overloaded")
})
public sealed interface SignInOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** The password was right. */
    record SignedIn(Session session) implements SignInOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.signedIn(this);
        }
    }

    /** No such account, or not its password, or it is deactivated: deliberately not told which. */
    record WrongCredentials() implements SignInOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.wrongCredentials(this);
        }
    }

    /** Too many wrong passwords from there; nothing was checked. */
    record Throttled(int retryAfterSeconds) implements SignInOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.throttled(this);
        }
    }

    /** Too many passwords wait to be hashed; nothing was done. */
    record Overloaded(int retryAfterSeconds) implements SignInOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.overloaded(this);
        }
    }

    interface Cases<T> {
        T signedIn(SignedIn it);

        T wrongCredentials(WrongCredentials it);

        T throttled(Throttled it);

        T overloaded(Overloaded it);
    }
}
