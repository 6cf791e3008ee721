package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Registers a browser for Web Push. A browser that another user has moves to this one only with the keys
 * that it has there; a user's own one gets these keys.
 *
 * @param p256dh the browser's public key, base64url without padding
 * @param auth the shared secret, base64url without padding
 */
@BusName("subscribe-push/1")
public record SubscribePush(UUID userId, String endpoint, String p256dh, String auth) implements BusMessage {}
