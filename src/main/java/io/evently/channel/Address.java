package io.evently.channel;

import java.util.Optional;
import java.util.UUID;

/** Where a message goes on one channel. */
public sealed interface Address {

    /** Tells this address from all others of its channel; the audit keeps a digest of it. */
    String key();

    /**
     * Whose answers these are: addresses of one destination fail together, and no other waits for them. Empty where an
     * address depends on nobody but the channel itself.
     */
    Optional<String> destination();

    /** Whether there are other addresses at the same destination, of which the failure of this one says little. */
    default boolean sharesDestination() {
        return false;
    }

    /** Every socket of an account, on whichever node. */
    record Sockets(UUID userId) implements Address {
        @Override
        public String key() {
            return userId.toString();
        }

        @Override
        public Optional<String> destination() {
            return Optional.empty();
        }
    }

    /** A mailbox and whose it is. */
    record Mailbox(String email, String name) implements Address {
        @Override
        public String key() {
            return email;
        }

        @Override
        public Optional<String> destination() {
            return Optional.of(email.substring(email.lastIndexOf('@') + 1));
        }

        @Override
        public boolean sharesDestination() {
            return true;
        }
    }

    /** A telephone number in E.164, for example {@code +15550100}. */
    record Phone(String number) implements Address {
        @Override
        public String key() {
            return number;
        }

        @Override
        public Optional<String> destination() {
            return Optional.of(number);
        }
    }

    /**
     * A browser's Web Push subscription (RFC 8030, RFC 8291).
     *
     * @param p256dh the browser's public key, base64url without padding
     * @param auth the shared secret, base64url without padding
     * @param failing whether it took nothing the last time
     */
    record PushSubscription(UUID id, String endpoint, String p256dh, String auth, boolean failing) implements Address {
        @Override
        public String key() {
            return endpoint;
        }

        @Override
        public Optional<String> destination() {
            return Optional.of(EndpointUrl.host(endpoint));
        }

        @Override
        public boolean sharesDestination() {
            return true;
        }
    }

    /**
     * An integrator's endpoint.
     *
     * @param secret of Standard Webhooks: {@code whsec_} and base64
     */
    record Webhook(UUID id, String url, String secret) implements Address {
        @Override
        public String key() {
            return id + " " + url;
        }

        @Override
        public Optional<String> destination() {
            return Optional.of(id.toString());
        }
    }
}
