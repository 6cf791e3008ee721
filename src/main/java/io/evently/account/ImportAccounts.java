package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An admin brings accounts from elsewhere, at most {@value #MOST}.
 *
 * @param actorId the admin
 * @param issueTokens whether each new account gets a token, as its registration would have given
 */
@BusName("import-accounts/1")
public record ImportAccounts(UUID actorId, List<ImportAccounts.Entry> entries, boolean issueTokens)
        implements BusMessage {
    public static final int MOST = 500;

    public ImportAccounts {
        entries = List.copyOf(entries);
    }

    /**
     * One account to be: a user of the basic tier.
     *
     * @param passwordHash Argon2id in PHC form; null: no sign-in by password
     */
    public record Entry(
            EmailAddress email, String name, @Nullable String passwordHash) {
        @Override
        public String toString() {
            return "Entry[…]";
        }
    }
}
