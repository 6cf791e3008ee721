package io.evently.account.service;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an attacker would make them. */
public final class HandmadeToken {
    private HandmadeToken() {}

    public static String unsigned(JsonObject header, JsonObject claims) {
        return encode(header.encode()) + '.' + encode(claims.encode());
    }

    public static String signed(JsonObject header, JsonObject claims, String algorithm, String secret) {
        String content = unsigned(header, claims);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
            return content + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static JsonObject part(String token, int index) {
        byte[] bytes = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
