package io.evently.cache;

import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Redis behind an end of TLS, since the packaged Redis is built without. */
@DisplayName("A Redis that speaks TLS")
class EncryptedRedisIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");
    private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create("localhost");
    private static final URI REDIS = URI.create(TestServices.redisUrl());

    private static NetServer endOfTls;

    @BeforeAll
    static void start() throws Exception {
        NetClient behind = VERTX.createNetClient();
        endOfTls = VERTX.createNetServer(
                        new NetServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions()))
                .connectHandler(front -> {
                    front.pause();
                    behind.connect(REDIS.getPort(), REDIS.getHost()).onSuccess(back -> join(front, back));
                })
                .listen(0, "localhost")
                .await(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("answers whoever trusts its certificate and calls it by its name")
    void answers() throws Exception {
        assertThat(answers("rediss", "localhost", CERTIFICATE.certificatePath()))
                .isTrue();
    }

    @Test
    @DisplayName("is not spoken to when its certificate is somebody else's, is not trusted, or has another name")
    void refused() throws Exception {
        assertThat(answers("rediss", "localhost", OTHER.certificatePath())).isFalse();
        assertThat(answers("rediss", "localhost", null)).isFalse();
        assertThat(answers("rediss", "127.0.0.1", CERTIFICATE.certificatePath()))
                .isFalse();
        assertThat(answers("redis", "localhost", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://h?ssl=true",
                "redis://h:6379/?tls",
                "rediss://h?verify=none",
                "rediss://h#insecure",
                "redis+ssl://h",
                "REDISS://h",
                "redis://h/zero",
                "h:6379"
            })
    @DisplayName("cannot be asked for in words that are not understood: the start ends with a sentence")
    void notUnderstood(String url) {
        assertThatThrownBy(() -> new CacheConfig(url, null, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cache.url (REDIS_URL) must");
    }

    @Test
    @DisplayName("needs a trust file that can be read, and takes none without TLS")
    void trustFile() {
        assertThatThrownBy(() -> new CacheConfig("rediss://h", "/nowhere/ca.pem", Duration.ofSeconds(1)))
                .hasMessage("cache.trustFile cannot be read.");
        assertThatThrownBy(() -> new CacheConfig("redis://h", CERTIFICATE.certificatePath(), Duration.ofSeconds(1)))
                .hasMessageStartingWith("cache.trustFile needs");
    }

    private static boolean answers(String scheme, String host, @Nullable String trustFile) throws Exception {
        String user = REDIS.getRawUserInfo() == null ? "" : REDIS.getRawUserInfo() + '@';
        String url = scheme + "://" + user + host + ':' + endOfTls.actualPort();
        RedisConnection connection =
                new RedisConnection(VERTX, new CacheConfig(url, trustFile, Duration.ofSeconds(10)));
        boolean answered = connection.ping().map(true).otherwise(false).await(30, TimeUnit.SECONDS);
        connection.close().await(30, TimeUnit.SECONDS);
        return answered;
    }

    private static void join(NetSocket front, NetSocket back) {
        front.handler(back::write).closeHandler(closed -> back.close());
        back.handler(front::write).closeHandler(closed -> front.close());
        front.resume();
    }
}
