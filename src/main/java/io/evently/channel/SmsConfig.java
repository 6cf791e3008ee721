package io.evently.channel;

import io.evently.config.Range;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How text messages are handed to an HTTP gateway. {@code url}, {@code headers} and {@code body} may hold
 * <code>{{to}}</code>, <code>{{from}}</code>, <code>{{text}}</code> and <code>{{id}}</code>; the values are escaped for
 * the place they stand in.
 *
 * @param preset {@code twilio} sets method, address, headers, body and refusals by itself
 * @param baseUrl of a gateway that speaks like Twilio
 * @param headers each {@code Name: value}
 * @param refusals regular expressions; an answer of 4xx in which one is found says that the number is no good
 * @param maxCharacters longer texts are cut
 * @param poolSize connections to the gateway
 * @param timeout of one request
 */
public record SmsConfig(
        boolean enabled,
        Preset preset,
        String baseUrl,
        @Nullable String accountSid,
        @Nullable String authToken,
        @Nullable String from,
        String method,
        @Nullable String url,
        List<String> headers,
        ContentType contentType,
        @Nullable String body,
        List<String> refusals,
        int maxCharacters,
        int poolSize,
        Duration timeout) {

    /** Whose interface the gateway has. */
    public enum Preset {
        CUSTOM,
        TWILIO
    }

    /** What the body is. */
    public enum ContentType {
        JSON("application/json"),
        FORM("application/x-www-form-urlencoded");

        private final String header;

        ContentType(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }

    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]+");

    public SmsConfig {
        requireNonNull(preset, "notification.sms.preset");
        requireNonNull(contentType, "notification.sms.contentType");
        headers = List.copyOf(headers);
        refusals = List.copyOf(refusals);
        Range.positive("notification.sms.maxCharacters", maxCharacters);
        Range.positive("notification.sms.poolSize", poolSize);
        Range.between("notification.sms.timeout", Channel.SHORTEST_ATTEMPT, Channel.LONGEST_ATTEMPT, timeout);
        if (enabled && preset == Preset.TWILIO) {
            httpUrl("notification.sms.baseUrl", baseUrl);
            if (!SID.matcher(Range.given("notification.sms.accountSid", accountSid))
                    .matches()) {
                throw new IllegalArgumentException("notification.sms.accountSid must be letters and digits.");
            }
            authToken = Range.given("notification.sms.authToken", authToken);
            from = Range.given("notification.sms.from", from);
        }
        if (enabled && preset == Preset.CUSTOM) {
            httpUrl("notification.sms.url", Range.given("notification.sms.url", url));
            body = Range.given("notification.sms.body", body);
            if (!List.of(HttpMethod.POST.name(), HttpMethod.PUT.name()).contains(method)) {
                throw new IllegalArgumentException("notification.sms.method must be POST or PUT, was " + method);
            }
            headers.forEach(SmsConfig::header);
            refusals.forEach(SmsConfig::pattern);
        }
    }

    @Override
    public String toString() {
        return "SmsConfig[enabled=" + enabled + ", preset=" + preset + ", maxCharacters=" + maxCharacters
                + ", poolSize=" + poolSize + ", timeout=" + timeout + ", secrets masked]";
    }

    // Places for values are only known after the path begins, so the host is never made of a message.
    private static void httpUrl(String key, String url) {
        try {
            URI read = new URI(url.replaceAll("\\{\\{\\w+}}", "x"));
            boolean http = "https".equalsIgnoreCase(read.getScheme()) || "http".equalsIgnoreCase(read.getScheme());
            if (http
                    && read.getHost() != null
                    && read.getHost().equals(new URI(url.replaceAll("\\{\\{\\w+}}", "y")).getHost())) {
                return;
            }
        } catch (URISyntaxException e) { // not told further: it repeats the URL, which may hold a key
            throw new IllegalArgumentException(key + " is not a URL.");
        }
        throw new IllegalArgumentException(key + " must begin with https:// or http:// and a host.");
    }

    private static void header(String line) {
        if (!line.matches("[A-Za-z0-9-]+: ?[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException("notification.sms.headers must each be a name, a colon and a value.");
        }
    }

    private static void pattern(String expression) {
        try {
            Pattern unused = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "notification.sms.refusals must be regular expressions, was " + expression, e);
        }
    }
}
