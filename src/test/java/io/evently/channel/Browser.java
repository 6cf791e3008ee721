package io.evently.channel;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A browser's end of Web Push, written from RFC 8188 and RFC 8291 with the JDK alone: it subscribes, and reads what comes. */
final class Browser {
    private static final ECParameterSpec P256 = p256();
    private static final int SALT = 16;
    private static final int HEADER = SALT + 4 + 1;

    private final ECPrivateKey privateKey;
    private final byte[] publicPoint;
    private final byte[] auth;

    private Browser(ECPrivateKey privateKey, byte[] publicPoint, byte[] auth) {
        this.privateKey = privateKey;
        this.publicPoint = publicPoint.clone();
        this.auth = auth.clone();
    }

    static Browser subscribing() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] auth = new byte[16];
        new SecureRandom().nextBytes(auth);
        return new Browser((ECPrivateKey) pair.getPrivate(), point((ECPublicKey) pair.getPublic()), auth);
    }

    static Browser with(String privateKey, String publicPoint, String auth) throws GeneralSecurityException {
        BigInteger number = new BigInteger(1, base64(privateKey));
        return new Browser(
                (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, P256)),
                base64(publicPoint),
                base64(auth));
    }

    Address.PushSubscription subscription(String endpoint) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return new Address.PushSubscription(
                UUID.randomUUID(), endpoint, encoder.encodeToString(publicPoint), encoder.encodeToString(auth), false);
    }

    String read(Buffer message) throws GeneralSecurityException {
        byte[] body = message.getBytes();
        byte[] salt = Arrays.copyOf(body, SALT);
        byte[] sender = Arrays.copyOfRange(body, HEADER, HEADER + body[HEADER - 1]);
        byte[] record = Arrays.copyOfRange(body, HEADER + sender.length, body.length);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(privateKey);
        agreement.doPhase(publicKey(sender), true);
        byte[] common = hmac(
                hmac(auth, agreement.generateSecret()), joined(ascii("WebPush: info\0"), publicPoint, sender, one()));
        byte[] secret = hmac(salt, common);
        byte[] key = Arrays.copyOf(hmac(secret, joined(ascii("Content-Encoding: aes128gcm\0"), one())), 16);
        byte[] nonce = Arrays.copyOf(hmac(secret, joined(ascii("Content-Encoding: nonce\0"), one())), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] padded = cipher.doFinal(record);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new GeneralSecurityException("the last record ends with " + padded[end]);
        }
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        ECPoint read = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(read, P256));
    }

    static byte[] base64(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static byte[] point(ECPublicKey key) {
        return joined(
                new byte[] {4}, fixed(key.getW().getAffineX()), fixed(key.getW().getAffineY()));
    }

    private static byte[] fixed(BigInteger number) {
        String hex = String.format("%064x", number);
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] one() {
        return new byte[] {1};
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256", e);
        }
    }
}
