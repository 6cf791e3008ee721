package io.evently.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something every node must know to refuse a token before its time. */
@BusName("revocation/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Revocation.OfToken.class, name = "token"),
    @JsonSubTypes.Type(value = Revocation.OfAccount.class, name = "account"),
    @JsonSubTypes.Type(value = Revocation.OfOlder.class, name = "older")
})
public sealed interface Revocation extends BusMessage {
    /** From when on nothing needs to be remembered, because the tokens concerned have run out by themselves. */
    Instant expiresAt();

    /**
     * One token is refused.
     *
     * @param accountId whose it is; null when that was not written down
     */
    record OfToken(@Nullable UUID accountId, String tokenId, Instant expiresAt) implements Revocation {}

    /** All tokens of the account that were made under a version below {@code minimumVersion} are refused. */
    record OfAccount(UUID accountId, int minimumVersion, Instant expiresAt) implements Revocation {}

    /** All tokens of the account that end by themselves at {@code expiresAt} or before are refused. */
    record OfOlder(UUID accountId, Instant expiresAt) implements Revocation {}
}
