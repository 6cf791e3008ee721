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
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.SMTPException.EnhancedStatus;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static java.util.Objects.requireNonNullElse;

/** Mail over SMTP: text and HTML, with a calendar entry where something was booked. */
final class EmailChannel implements Channel {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_NAME = 100;
    /** The client tells the step of the dialogue at which it was refused only so. */
    private static final String AT_THE_RECIPIENT = "recipient address not accepted";

    private static final String AT_THE_SENDER = "sender address not accepted";
    private static final List<String> AT_THE_CONTENT = List.of("DATA command not accepted", "sending data failed");
    /** A broken connection says nothing of the step at which it broke; the client has no exception of its own for it. */
    private static final String BROKEN = "closed";
    /** Replies that are about how we speak (RFC 5321, 4.2.2 and 4.2.4), whatever they were said to. */
    private static final Set<Integer> ABOUT_US = Set.of(500, 501, 502, 503, 504, 521, 530, 534, 535, 538);

    /** What a 5xx at the recipient must be about for the mailbox to be the reason: not policy, network or the server. */
    private static final Set<EnhancedStatus> ABOUT_THE_MAILBOX = Set.of(
            EnhancedStatus.OTHER_UNKNOWN,
            EnhancedStatus.OTHER_UNDEFINED,
            EnhancedStatus.OTHER_ADDRESS,
            EnhancedStatus.OTHER_MAILBOX);

    private final MailClients clients;
    private final SmtpGreeting greeting;
    private final MailTemplates templates = new MailTemplates();
    private final MailName from;

    EmailChannel(Vertx vertx, EmailConfig config) {
        this.from = MailName.parse(requireNonNullElse(config.from(), "")).orElseThrow();
        MailConfig options = options(config, from.domain());
        this.clients = new MailClients(vertx, options, config.timeout());
        this.greeting = new SmtpGreeting(vertx, options);
    }

    @Override
    public ChannelName name() {
        return ChannelName.EMAIL;
    }

    @Override
    public int connections() {
        return clients.connections();
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Mailbox mailbox = (Mailbox) address;
        Optional<MailName> to = MailName.of(mailbox.email(), PlainText.name(mailbox.name(), LONGEST_NAME));
        if (to.isEmpty()) {
            return Future.succeededFuture(new Gone("no address that SMTP can carry"));
        }
        return clients.send(mail(message, to.get()))
                .<Receipt>map(taken -> new Delivered("taken by the mail server"))
                .recover(this::receipt);
    }

    @Override
    public Future<Void> close() {
        return Future.join(clients.close(), greeting.close()).mapEmpty();
    }

    private MailMessage mail(Message message, MailName to) {
        MailTemplates.Rendered rendered = templates.render(message, to.name());
        MailMessage mail = new MailMessage()
                .setFrom(from.email())
                .setTo(to.email())
                .setText(rendered.text())
                .setHtml(rendered.html())
                .setHeaders(headers(message, to));
        List<MailAttachment> entries = CalendarEntry.of(message, from, to).stream()
                .map(EmailChannel::attachment)
                .toList();
        return entries.isEmpty() ? mail : mail.setAttachment(entries);
    }

    private static MailAttachment attachment(CalendarEntry entry) {
        return MailAttachment.create()
                .setName(entry.fileName())
                .setContentType("text/calendar; method=" + entry.method() + "; charset=UTF-8")
                .setData(entry.file());
    }

    // Message-ID: the same at every attempt, so that a mailbox can drop a repetition. Auto-Submitted (RFC 3834) keeps
    // vacation notices from answering.
    private MultiMap headers(Message message, MailName to) {
        return MultiMap.caseInsensitiveMultiMap()
                .set("Message-ID", '<' + message.id().toString() + '@' + from.domain() + '>')
                .set("From", from.header("From"))
                .set("To", to.header("To"))
                .set("Subject", HeaderText.unstructured("Subject", PlainText.line(message.title(), LONGEST_SUBJECT)))
                .set("Auto-Submitted", "auto-generated");
    }

    // What hung or broke off may be the server or what it knows of this domain: its greeting tells them apart.
    private Future<Receipt> receipt(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            return Future.succeededFuture(receipt(refusal));
        }
        String words = Reason.words(failure);
        boolean open = failure instanceof TimeoutException
                || String.valueOf(failure.getMessage()).contains(BROKEN);
        return open
                ? greeting.heard().map(heard -> heard ? new Receipt.Retry(words) : new Receipt.Away(words))
                : Future.succeededFuture(new Receipt.Away(words));
    }

    private static Receipt receipt(SMTPException refusal) {
        String step = String.valueOf(refusal.getMessage());
        String detail = "SMTP " + refusal.getReplyCode();
        if (step.startsWith(AT_THE_RECIPIENT)) {
            if (!refusal.isPermanent()) {
                return new Receipt.Retry(detail);
            }
            boolean noMailbox = !ABOUT_US.contains(refusal.getReplyCode())
                    && ABOUT_THE_MAILBOX.contains(refusal.getEnhancedStatus());
            return noMailbox ? new Gone(detail) : new Receipt.Refused(detail);
        }
        boolean content = AT_THE_CONTENT.stream().anyMatch(step::startsWith);
        if (refusal.isPermanent() && (content || step.startsWith(AT_THE_SENDER))) {
            return new Receipt.Refused(detail);
        }
        return content ? new Receipt.Retry(detail) : new Receipt.Away(detail);
    }

    // Half of the attempt's time to connect, half without a byte: what is still under way when the attempt is given
    // up ends soon after.
    private static MailConfig options(EmailConfig config, String domain) {
        int halfMs = Math.max(1, Math.toIntExact(config.timeout().toMillis() / 2));
        MailConfig options = new MailConfig()
                .setHostname(requireNonNullElse(config.host(), ""))
                .setPort(config.port())
                .setOwnHostname(requireNonNullElse(config.helo(), domain))
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
