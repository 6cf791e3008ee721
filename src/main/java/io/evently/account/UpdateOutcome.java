package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What became of an admin's change to an account. */
@BusName("update-account-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UpdateOutcome.Updated.class, name = "updated"),
    @JsonSubTypes.Type(value = UpdateOutcome.Unknown.class, name = "unknown"),
    @JsonSubTypes.Type(value = UpdateOutcome.OwnAccount.class, name = "own-account"),
    @JsonSubTypes.Type(value = UpdateOutcome.LastAdmin.class, name = "last-admin")
})
public sealed interface UpdateOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** Done. A new role, or deactivation, ended the tokens made so far. */
    record Updated(Account account) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.updated(this);
        }
    }

    /** There is no such account. */
    record Unknown() implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    /** Admins cannot take their own rights away. */
    record OwnAccount() implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ownAccount(this);
        }
    }

    /** It is the last active admin. */
    record LastAdmin() implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.lastAdmin(this);
        }
    }

    interface Cases<T> {
        T updated(Updated it);

        T unknown(Unknown it);

        T ownAccount(OwnAccount it);

        T lastAdmin(LastAdmin it);
    }
}
