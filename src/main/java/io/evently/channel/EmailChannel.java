package io.evently.channel;

import io.evently.channel.Address.Mailbox;
import io.evently.channel.EmailConfig.Security;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.SMTPException.EnhancedStatus;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static java.util.Objects.requireNonNullElse;

/** Mail over SMTP: text and HTML, with a calendar entry where something was booked. */
final class EmailChannel implements Channel {
    private static final int LONGEST_SUBJECT = 200;
    /** The client tells the step of the dialogue at which it was refused only so. */
    private static final String AT_THE_RECIPIENT = "recipient address not accepted";
    /** What a 5xx at the recipient must be about for the mailbox to be the reason: not policy, network or the server. */
    private static final Set<EnhancedStatus> ABOUT_THE_MAILBOX = Set.of(
            EnhancedStatus.OTHER_UNKNOWN,
            EnhancedStatus.OTHER_UNDEFINED,
            EnhancedStatus.OTHER_ADDRESS,
            EnhancedStatus.OTHER_MAILBOX);

    private final MailClient client;
    private final MailTemplates templates = new MailTemplates();
    private final MailName from;
    private final long timeoutMs;

    EmailChannel(Vertx vertx, EmailConfig config) {
        this.from = MailName.parse(requireNonNullElse(config.from(), "")).orElseThrow();
        this.timeoutMs = config.timeout().toMillis();
        this.client = MailClient.create(vertx, options(config));
    }

    @Override
    public ChannelName name() {
        return ChannelName.EMAIL;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Mailbox mailbox = (Mailbox) address;
        Optional<MailName> to = MailName.of(mailbox.email(), mailbox.name());
        if (to.isEmpty()) {
            return Future.succeededFuture(new Gone("no address that SMTP can carry"));
        }
        return client.sendMail(mail(message, to.get()))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .<Receipt>map(taken -> new Delivered("taken by the mail server"))
                .otherwise(EmailChannel::receipt);
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    private MailMessage mail(Message message, MailName to) {
        MailTemplates.Rendered rendered = templates.render(message, to.name());
        MailMessage mail = new MailMessage()
                .setFrom(from.email())
                .setTo(to.email())
                .setText(rendered.text())
                .setHtml(rendered.html())
                .setHeaders(headers(message, to));
        CalendarEntry.of(message, from.domain())
                .ifPresent(entry -> mail.setAttachment(List.of(MailAttachment.create()
                        .setName("booking.ics")
                        .setContentType("text/calendar; method=PUBLISH; charset=UTF-8")
                        .setData(entry))));
        return mail;
    }

    // Message-ID: the same at every attempt, so that a mailbox can drop a repetition. Auto-Submitted (RFC 3834) keeps
    // vacation notices from answering.
    private MultiMap headers(Message message, MailName to) {
        return MultiMap.caseInsensitiveMultiMap()
                .set("Message-ID", '<' + message.id().toString() + '@' + from.domain() + '>')
                .set("From", from.header())
                .set("To", to.header())
                .set("Subject", HeaderText.unstructured(PlainText.line(message.title(), LONGEST_SUBJECT)))
                .set("Auto-Submitted", "auto-generated");
    }

    private static Receipt receipt(Throwable failure) {
        if (!(failure instanceof SMTPException refusal)) {
            return Reason.of(failure);
        }
        boolean noMailbox = refusal.isPermanent()
                && String.valueOf(refusal.getMessage()).startsWith(AT_THE_RECIPIENT)
                && ABOUT_THE_MAILBOX.contains(refusal.getEnhancedStatus());
        String detail = "SMTP " + refusal.getReplyCode();
        return noMailbox ? new Gone(detail) : new Receipt.Retry(detail);
    }

    // Half of the attempt's time to connect, half without a byte: what is still under way when the attempt is given
    // up ends soon after.
    private static MailConfig options(EmailConfig config) {
        int halfMs = Math.max(1, Math.toIntExact(config.timeout().toMillis() / 2));
        MailConfig options = new MailConfig()
                .setHostname(requireNonNullElse(config.host(), ""))
                .setPort(config.port())
                .setSsl(config.security() == Security.TLS)
                .setStarttls(
                        config.security() == Security.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setLogin(config.username() == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setMaxPoolSize(config.poolSize())
                .setConnectTimeout(halfMs)
                .setIdleTimeout(halfMs)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(Math.max(1, halfMs / 2))
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
        if (config.username() != null) {
            options.setUsername(config.username()).setPassword(config.password());
        }
        if (config.trustFile() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(config.trustFile()));
        }
        return options;
    }
}
