package io.evently.api;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Keys of a browser")
class PushKeysTest {
    @Test
    @DisplayName("are taken as any key pair makes them, padded or not, and kept without padding")
    void taken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < 20; i++) {
            byte[] point = point((ECPublicKey) generator.generateKeyPair().getPublic());
            String padded = Base64.getUrlEncoder().encodeToString(point);
            String bare = Base64.getUrlEncoder().withoutPadding().encodeToString(point);

            assertThat(PushKeys.isPoint(padded)).isTrue();
            assertThat(PushKeys.isPoint(bare)).isTrue();
            assertThat(PushKeys.bare(padded)).isEqualTo(bare);
        }
    }

    @Test
    @DisplayName("are refused where the point lies beside the curve, is of another form, or is no base64url")
    void refused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] good = point((ECPublicKey) generator.generateKeyPair().getPublic());
        byte[] beside = good.clone();
        beside[64] ^= 1;
        byte[] compressed = Arrays.copyOf(good, 33);
        compressed[0] = 2;
        byte[] otherForm = good.clone();
        otherForm[0] = 6;
        byte[] tooFar = new byte[65];
        Arrays.fill(tooFar, (byte) 0xFF);
        tooFar[0] = 4;
        byte[] origin = new byte[65];
        origin[0] = 4;

        for (byte[] bad : new byte[][] {beside, compressed, otherForm, tooFar, origin, new byte[0]}) {
            assertThat(PushKeys.isPoint(Base64.getUrlEncoder().encodeToString(bad)))
                    .isFalse();
        }
        assertThat(PushKeys.isPoint("+" + "A".repeat(86))).isFalse();
        assertThat(PushKeys.isPoint("not base64url")).isFalse();
    }

    @Test
    @DisplayName("have a secret of sixteen bytes")
    void secret() {
        assertThat(PushKeys.isSecret("nLcOOXBqUqe0KB-VPSNlJQ")).isTrue();
        assertThat(PushKeys.isSecret("nLcOOXBqUqe0KB-VPSNlJQ==")).isTrue();
        assertThat(PushKeys.isSecret("nLcOOXBqUqe0KB-VPSNl")).isFalse();
        assertThat(PushKeys.isSecret("nLcOOXBqUqe0KB-VPSNlJQAA")).isFalse();
        assertThat(PushKeys.isSecret("?")).isFalse();
    }

    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 33);
        return point;
    }

    private static void put(BigInteger coordinate, byte[] into, int at) {
        byte[] bytes = coordinate.toByteArray();
        int skipped = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, skipped, into, at + 32 - (bytes.length - skipped), bytes.length - skipped);
    }
}
