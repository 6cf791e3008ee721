package io.evently.channel;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.evently.channel.Address.Mailbox;
import io.evently.channel.EmailConfig.Security;
import io.evently.channel.Receipt.Away;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.channel.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("Mail")
class EmailChannelTest {
    private static final Mailbox ADA = new Mailbox("ada@example.com", "Ada <Ünal> 🎭");
    private static final String FROM = "Evently, Tickets <tickets@evently.example>";

    private GreenMail server;

    @BeforeEach
    void start() {
        ServerSetup anyPort = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        anyPort.setServerStartupTimeout(60_000);
        server = new GreenMail(anyPort);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("arrives with sender, recipient, subject, text and HTML as they were meant")
    void arrives(Vertx vertx) throws Exception {
        Message message = Samples.booking();
        assertThat(await(channel(vertx, server.getSmtp().getPort()).send(message, ADA)))
                .isInstanceOf(Delivered.class);
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo(message.title());
        assertThat(((InternetAddress) mail.getFrom()[0]).getAddress()).isEqualTo("tickets@evently.example");
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Evently, Tickets");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress()).isEqualTo("ada@example.com");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo("Ada <Ünal> 🎭");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(part(mail, "text/plain"))
                .contains("Café <Müller> & friends 🎭", "120.50 EUR", "EVT20261120ABCDEFGHJK")
                .contains("Thursday, 24 December 2026, 19:30 UTC+01:00");
        assertThat(part(mail, "text/html"))
                .contains("Café &lt;Müller&gt; &amp; friends 🎭", "Hello Ada &lt;Ünal&gt; 🎭,", "120.50 EUR")
                .doesNotContain("<Müller>");
    }

    @Test
    @DisplayName("has the same Message-ID at each attempt, so that a repetition can be told")
    void messageId(Vertx vertx) throws Exception {
        Message message = Samples.note("T", "x");
        Channel mail = channel(vertx, server.getSmtp().getPort());
        assertThat(await(mail.send(message, ADA))).isInstanceOf(Delivered.class);
        assertThat(await(mail.send(message, ADA))).isInstanceOf(Delivered.class);
        assertThat(server.getReceivedMessages())
                .hasSize(2)
                .allSatisfy(received ->
                        assertThat(received.getMessageID()).isEqualTo("<" + message.id() + "@evently.example>"));
    }

    @Test
    @DisplayName("of a confirmed booking brings an entry for the calendar")
    void calendar(Vertx vertx) throws Exception {
        assertThat(await(channel(vertx, server.getSmtp().getPort()).send(Samples.booking(), ADA)))
                .isInstanceOf(Delivered.class);
        MimeMultipart parts = (MimeMultipart) only().getContent();
        BodyPart attached = parts.getBodyPart(1);
        assertThat(attached.getContentType()).startsWith("text/calendar; method=REQUEST");
        assertThat(attached.getFileName()).isEqualTo("booking-EVT20261120ABCDEFGHJK.ics");
        try (InputStream in = attached.getInputStream()) {
            ICalendar calendar = Biweekly.parse(in).first();
            assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
            VEvent event = calendar.getEvents().get(0);
            assertThat(event.getUid().getValue()).isEqualTo("EVT20261120ABCDEFGHJK@evently.example");
            assertThat(event.getDateStart().getValue()).isEqualTo(Date.from(Instant.parse("2026-12-24T18:30:00Z")));
            assertThat(event.getSummary().getValue()).isEqualTo("Café <Müller> & friends 🎭");
            assertThat(event.getLocation().getValue()).isEqualTo("Main Hall; Room 1, left");
        }
    }

    @Test
    @DisplayName("has no encoded word of more than 75 characters, and no line with one of more than 76")
    void encodedWords(Vertx vertx) throws Exception {
        String name = "Zoë Müller-Lüdenscheidt 🎭".repeat(3);
        assertThat(await(channel(vertx, server.getSmtp().getPort())
                        .send(Samples.note("Ü🎭 ".repeat(40), "x"), new Mailbox("ada@example.com", name))))
                .isInstanceOf(Delivered.class);
        MimeMessage mail = only();
        for (String header : Collections.list(mail.getAllHeaderLines())) {
            for (String line : header.lines().toList()) {
                if (line.contains("=?UTF-8?")) {
                    assertThat(line).hasSizeLessThanOrEqualTo(76);
                    assertThat(line.replaceFirst(".*(=\\?UTF-8\\?.*\\?=).*", "$1"))
                            .hasSizeLessThanOrEqualTo(75);
                }
            }
        }
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo(name);
        assertThat(mail.getSubject()).isEqualTo("Ü🎭 ".repeat(40).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "Visit https://evil.example/now, evil.example",
        "www.evil.example, evil.example",
        "mail me@evil.example, @",
        "Ada\u202Eecnal\u200B, \u202E",
        "'Ada\u200B', \u200B"
    })
    @DisplayName("greets by a name in which nothing is a link, turned around or unseen")
    void names(String name, String never, Vertx vertx) throws Exception {
        assertThat(await(channel(vertx, server.getSmtp().getPort())
                        .send(Samples.note("T", "x"), new Mailbox("ada@example.com", name))))
                .isInstanceOf(Delivered.class);
        assertThat(part(only(), "text/plain"))
                .contains("Hello ")
                .doesNotContain(never)
                .doesNotContain("://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: eve@example.com",
                "x\nBcc: eve@example.com",
                "x\rBcc: eve@example.com\r\n\r\nbody",
                "x\u2028Bcc: y\0"
            })
    @DisplayName("takes no header from a title or a name")
    void headerInjection(String evil, Vertx vertx) throws Exception {
        assertThat(await(channel(vertx, server.getSmtp().getPort())
                        .send(Samples.note(evil, "text"), new Mailbox("ada@example.com", evil))))
                .isInstanceOf(Delivered.class);
        MimeMessage mail = only();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getRecipients(RecipientType.TO)).hasSize(1);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).startsWith("x").contains("Bcc").doesNotContainPattern("[\\r\\n\\u2028]");
        assertThat(part(mail, "text/plain")).contains("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com\r\nRCPT TO:<eve@example.com>",
                "ada@example.com, eve@example.com",
                "<ada@example.com>",
                "ada@example.com>",
                "ada",
                "@example.com",
                "ada@",
                "a b@example.com",
                "ada@exa mple.com",
                "a..b@example.com",
                "ada@-example.com",
                "\"a\"@example.com",
                ""
            })
    @DisplayName("goes to nothing that is not one address")
    void addresses(String address, Vertx vertx) throws Exception {
        assertThat(await(channel(vertx, server.getSmtp().getPort())
                        .send(Samples.note("T", "x"), new Mailbox(address, "Ada"))))
                .isInstanceOf(Gone.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    @DisplayName("turns to TLS before it shows its password, and trusts the certificate it was given")
    void startTls(Vertx vertx) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        ScriptedSmtp smtp = ScriptedSmtp.start(
                        vertx, new NetServerOptions().setKeyCertOptions(certificate.keyCertOptions()))
                .says("EHLO", "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN");
        Channel mail = new EmailChannel(
                vertx, secured(smtp.port(), Security.STARTTLS, certificate.certificatePath(), Samples.PATIENT));
        assertThat(await(mail.send(Samples.note("T", "x"), ADA))).isInstanceOf(Delivered.class);
        String login = Base64.getEncoder().encodeToString("\0evently\0s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(smtp.commands()).containsSubsequence("STARTTLS", "TLS", "AUTH PLAIN " + login, "DATA");
    }

    @Test
    @DisplayName("shows no password to a server without TLS, or with a certificate of somebody else")
    void noPasswordInTheClear(Vertx vertx) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        SelfSignedCertificate other = SelfSignedCertificate.create("localhost");
        ScriptedSmtp plain =
                ScriptedSmtp.start(vertx, new NetServerOptions()).says("EHLO", "250-localhost\r\n250 AUTH PLAIN");
        ScriptedSmtp strange = ScriptedSmtp.start(
                        vertx, new NetServerOptions().setKeyCertOptions(other.keyCertOptions()))
                .says("EHLO", "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN");
        for (ScriptedSmtp smtp : new ScriptedSmtp[] {plain, strange}) {
            Channel mail = new EmailChannel(
                    vertx,
                    secured(smtp.port(), Security.STARTTLS, certificate.certificatePath(), Duration.ofSeconds(4)));
            assertThat(await(mail.send(Samples.note("T", "x"), ADA))).isInstanceOf(Away.class);
            assertThat(smtp.commands()).noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
        }
    }

    @Test
    @DisplayName("speaks TLS from the first byte where it is told to")
    void tls(Vertx vertx) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        ScriptedSmtp smtp = ScriptedSmtp.start(
                        vertx, new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                .says("EHLO", "250-localhost\r\n250 AUTH PLAIN");
        Channel mail = new EmailChannel(
                vertx, secured(smtp.port(), Security.TLS, certificate.certificatePath(), Samples.PATIENT));
        assertThat(await(mail.send(Samples.note("T", "x"), ADA))).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest(name = "{1} to {0} is {2}")
    @CsvSource({
        "RCPT, 550 5.1.1 no such user, Gone",
        "RCPT, 550 no such user, Gone",
        "RCPT, 553 5.1.3 bad address, Gone",
        "RCPT, 550 5.2.1 mailbox disabled, Gone",
        "RCPT, 550 5.7.1 your network is blocked, Refused",
        "RCPT, 504 5.5.2 need fully-qualified hostname, Refused",
        "RCPT, 504 need fully-qualified hostname, Refused",
        "RCPT, 450 4.2.1 try later, Retry",
        "RCPT, 452 4.5.3 too many, Retry",
        "MAIL, 550 5.1.8 bad sender, Refused",
        "MAIL, 451 4.3.0 later, Away",
        "DATA, 554 5.5.1 no, Refused",
        "., 554 5.6.0 no, Refused",
        "., 451 4.3.0 later, Retry",
        "greeting, 554 5.3.2 closed, Away",
        "greeting, 421 4.3.2 closed, Away"
    })
    @DisplayName("is refused for good only by what is said of the mailbox itself")
    void refusals(String to, String reply, String receipt, Vertx vertx) throws Exception {
        String extensions =
                reply.matches("\\d{3} \\d\\..*") ? "250-localhost\r\n250 ENHANCEDSTATUSCODES" : "250 localhost";
        ScriptedSmtp smtp = ScriptedSmtp.start(vertx, new NetServerOptions())
                .says("EHLO", extensions)
                .says(to, reply);
        Receipt got = await(channel(vertx, smtp.port()).send(Samples.note("T", "x"), ADA));
        assertThat(got.getClass().getSimpleName()).isEqualTo(receipt);
        assertThat(got.detail()).doesNotContain("ada", "user");
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({"greeting, Away", "EHLO, Retry", "RCPT, Retry", "., Retry"})
    @DisplayName("is given up in time when the server falls silent; it is away only when it does not even greet")
    void silence(String at, String receipt, Vertx vertx) throws Exception {
        ScriptedSmtp smtp = ScriptedSmtp.start(vertx, new NetServerOptions()).says(at, ScriptedSmtp.SILENCE);
        Channel mail = new EmailChannel(vertx, config(smtp.port(), Duration.ofSeconds(2)));
        assertThat(await(mail.send(Samples.note("T", "x"), ADA)).getClass().getSimpleName())
                .isEqualTo(receipt);
    }

    @ParameterizedTest
    @CsvSource({"mail.evently.example", "[192.0.2.1]"})
    @DisplayName("greets by the configured name")
    void helo(String name, Vertx vertx) throws Exception {
        ScriptedSmtp smtp = ScriptedSmtp.start(vertx, new NetServerOptions());
        EmailConfig config = new EmailConfig(
                true, "localhost", smtp.port(), Security.NONE, null, null, null, FROM, name, 2, Samples.PATIENT);
        assertThat(await(new EmailChannel(vertx, config).send(Samples.note("T", "x"), ADA)))
                .isInstanceOf(Delivered.class);
        assertThat(smtp.commands()).first().isEqualTo("EHLO " + name);
    }

    @Test
    @DisplayName("greets by the domain of its sender when no name is configured, whatever the host is called")
    void heloOfSender(Vertx vertx) throws Exception {
        ScriptedSmtp smtp = ScriptedSmtp.start(vertx, new NetServerOptions());
        assertThat(await(channel(vertx, smtp.port()).send(Samples.note("T", "x"), ADA)))
                .isInstanceOf(Delivered.class);
        assertThat(smtp.commands()).first().isEqualTo("EHLO evently.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a b.example", "x.example\r\nRSET", "[1.2.3.4"})
    @DisplayName("takes no name that servers refuse")
    void noHelo(String name) {
        assertThatThrownBy(() -> new EmailConfig(
                        true, "localhost", 25, Security.NONE, null, null, null, FROM, name, 2, Samples.PATIENT))
                .hasMessageContaining("notification.email.helo");
    }

    @Test
    @DisplayName("is tried again when there is no server")
    void noServer(Vertx vertx) throws Exception {
        assertThat(await(channel(vertx, TestServices.freePort()).send(Samples.note("T", "x"), ADA)))
                .isEqualTo(new Away("no connection"));
    }

    private MimeMessage only() {
        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(1);
        return received[0];
    }

    private static String part(MimeMessage mail, String type) throws Exception {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        BodyPart first = parts.getBodyPart(0);
        MimeMultipart words = first.getContent() instanceof MimeMultipart inner ? inner : parts;
        for (int i = 0; i < words.getCount(); i++) {
            if (words.getBodyPart(i).isMimeType(type)) {
                return (String) words.getBodyPart(i).getContent();
            }
        }
        throw new AssertionError("no part " + type);
    }

    private static Channel channel(Vertx vertx, int port) {
        return new EmailChannel(vertx, config(port, Samples.PATIENT));
    }

    private static EmailConfig config(int port, Duration timeout) {
        return new EmailConfig(true, "localhost", port, Security.NONE, null, null, null, FROM, null, 2, timeout);
    }

    private static EmailConfig secured(int port, Security security, String trustFile, Duration timeout) {
        return new EmailConfig(
                true, "localhost", port, security, trustFile, "evently", "s3cret", FROM, null, 2, timeout);
    }
}
