package io.evently.channel;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("Channels")
class ChannelsTest {

    @Test
    @DisplayName("are those that are switched on, and each can be closed")
    void open(Vertx vertx) throws Exception {
        ChannelsConfig config = new ChannelsConfig(
                email(true), Samples.twilio("https://api.twilio.com"), PushChannelTest.config(false), webhook());
        var open = Channels.open(vertx, config, null, Clock.systemUTC());
        assertThat(open)
                .containsOnlyKeys(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH, ChannelName.WEBHOOK)
                .allSatisfy((name, channel) -> assertThat(channel.name()).isEqualTo(name));
        for (Channel channel : open.values()) {
            Samples.await(channel.close());
        }
    }

    @Test
    @DisplayName("whose destinations share connections say how many there are")
    void connections(Vertx vertx) {
        SmsConfig sms = Samples.twilio("https://api.twilio.com");
        ChannelsConfig config = new ChannelsConfig(email(true), sms, PushChannelTest.config(false), webhook());
        var open = Channels.open(vertx, config, null, Clock.systemUTC());
        assertThat(open.get(ChannelName.EMAIL).connections()).isEqualTo(4);
        assertThat(open.get(ChannelName.SMS).connections()).isEqualTo(sms.poolSize());
        assertThat(open.get(ChannelName.PUSH).connections()).isEqualTo(Integer.MAX_VALUE);
        assertThat(open.get(ChannelName.WEBHOOK).connections()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @DisplayName("that are switched off are not there without a local outbox")
    void closed(Vertx vertx) {
        assertThat(Channels.open(
                        vertx,
                        new ChannelsConfig(email(false), sms(), push(false), webhook()),
                        null,
                        Clock.systemUTC()))
                .containsOnlyKeys(ChannelName.WEBHOOK);
    }

    @Test
    @DisplayName("do not open for Web Push without keys")
    void withoutKeys(Vertx vertx) {
        ChannelsConfig config = new ChannelsConfig(email(false), sms(), push(true), webhook());
        assertThatThrownBy(() -> Channels.open(vertx, config, null, Clock.systemUTC()))
                .hasMessageContaining("notification.push.publicKey");
    }

    @Test
    @DisplayName("refuse mail without a server, without a sender, and a password without TLS")
    void nonsense() {
        assertThatThrownBy(() -> mail(null, EmailConfig.Security.NONE, null, "a@b.example"))
                .hasMessageContaining("notification.email.host");
        assertThatThrownBy(() -> mail("localhost", EmailConfig.Security.NONE, null, "Evently"))
                .hasMessageContaining("notification.email.from");
        assertThatThrownBy(() -> mail("localhost", EmailConfig.Security.NONE, "s3cret", "a@b.example"))
                .hasMessageContaining("notification.email.security")
                .hasMessageNotContaining("s3cret");
        assertThat(mail("localhost", EmailConfig.Security.TLS, "s3cret", "a@b.example"))
                .asString()
                .doesNotContain("s3cret");
    }

    static EmailConfig email(boolean enabled) {
        return new EmailConfig(
                enabled,
                "localhost",
                587,
                EmailConfig.Security.NONE,
                null,
                null,
                null,
                "a@b.example",
                null,
                4,
                Samples.PATIENT);
    }

    static SmsConfig sms() {
        SmsConfig on = Samples.twilio("https://api.twilio.com");
        return new SmsConfig(
                false,
                on.preset(),
                on.baseUrl(),
                null,
                null,
                null,
                "POST",
                null,
                on.headers(),
                on.contentType(),
                null,
                on.refusals(),
                on.maxCharacters(),
                on.poolSize(),
                on.timeout());
    }

    static WebhookConfig webhook() {
        return new WebhookConfig(true, false, 2, Samples.PATIENT);
    }

    static PushConfig push(boolean enabled) {
        return new PushConfig(
                enabled, null, null, "https://evently.example", Duration.ofHours(1), false, 4, Samples.PATIENT);
    }

    private static EmailConfig mail(String host, EmailConfig.Security security, String password, String from) {
        return new EmailConfig(
                true,
                host,
                25,
                security,
                null,
                password == null ? null : "evently",
                password,
                from,
                null,
                4,
                Samples.PATIENT);
    }
}
