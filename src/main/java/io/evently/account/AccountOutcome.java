package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What is on file for an account. */
@BusName("account-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccountOutcome.Found.class, name = "found"),
    @JsonSubTypes.Type(value = AccountOutcome.Unknown.class, name = "unknown")
})
public sealed interface AccountOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** There it is. */
    record Found(Account account) implements AccountOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** There is none. */
    record Unknown() implements AccountOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    interface Cases<T> {
        T found(Found it);

        T unknown(Unknown it);
    }
}
