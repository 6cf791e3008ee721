package io.evently.channel;

import java.util.UUID;

/** Where a message goes on one channel. */
public sealed interface Address {

    /** Tells this address from all others of its channel; the audit keeps a digest of it. */
    String key();

    /** Every socket of an account, on whichever node. */
    record Sockets(UUID userId) implements Address {
        @Override
        public String key() {
            return userId.toString();
        }
    }

    /** A mailbox and whose it is. */
    record Mailbox(String email, String name) implements Address {
        @Override
        public String key() {
            return email;
        }
    }

    /** A telephone number in E.164, for example {@code +15550100}. */
    record Phone(String number) implements Address {
        @Override
        public String key() {
            return number;
        }
    }

    /**
     * A browser's Web Push subscription (RFC 8030, RFC 8291).
     *
     * @param p256dh the browser's public key, base64url without padding
     * @param auth the shared secret, base64url without padding
     */
    record PushSubscription(UUID id, String endpoint, String p256dh, String auth) implements Address {
        @Override
        public String key() {
            return endpoint;
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
    }
}
