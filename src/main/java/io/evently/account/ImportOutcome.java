package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of an import. */
@BusName("import-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ImportOutcome.Imported.class, name = "imported"),
    @JsonSubTypes.Type(value = ImportOutcome.HashesRefused.class, name = "hashes-refused")
})
public sealed interface ImportOutcome extends BusMessage {
    <T> T match(Cases<T> cases);

    /** What stands behind each address of the request, in its order. */
    record Imported(List<Entry> entries) implements ImportOutcome {
        public Imported {
            entries = List.copyOf(entries);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.imported(this);
        }
    }

    /** Nothing was done: these entries, counted from 0, carry a hash that is not Argon2id in PHC form, or costs too much. */
    record HashesRefused(List<Integer> entries) implements ImportOutcome {
        public HashesRefused {
            entries = List.copyOf(entries);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.hashesRefused(this);
        }
    }

    interface Cases<T> {
        T imported(Imported it);

        T hashesRefused(HashesRefused it);
    }

    /**
     * One account.
     *
     * @param created false: somebody had the address already, and nothing of it was changed
     * @param token for a created account, when tokens were asked for
     */
    record Entry(
            UUID id,
            EmailAddress email,
            boolean created,
            @Nullable String token) {
        @Override
        public String toString() {
            return "Entry[" + id + ']';
        }
    }
}
