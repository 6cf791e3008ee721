package io.evently.channel;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.evently.channel.SmsConfig.ContentType;
import io.evently.channel.SmsConfig.Preset;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNullElse;

/** What is asked of the gateway, made of the configuration's templates once. */
final class SmsRequest {
    // Not a valid number, not a mobile one, not to be reached by SMS, and asked us to stop.
    private static final String TWILIO_REFUSALS = "\"code\"\\s*:\\s*(21211|21214|21217|21610|21612|21614)\\b";

    private final HttpMethod method;
    private final Template url;
    private final List<Header> headers;
    private final ContentType contentType;
    private final Template body;
    private final String from;
    private final List<Pattern> refusals;

    private record Header(String name, Template value) {}

    static SmsRequest of(SmsConfig config) {
        return new SmsRequest(config.preset() == Preset.TWILIO ? likeTwilio(config) : config);
    }

    private SmsRequest(SmsConfig config) {
        this.method = HttpMethod.valueOf(config.method());
        this.url = compile(requireNonNullElse(config.url(), ""), SmsRequest::inUrl);
        this.headers = config.headers().stream().map(SmsRequest::header).toList();
        this.contentType = config.contentType();
        this.body = compile(
                requireNonNullElse(config.body(), ""),
                contentType == ContentType.JSON ? SmsRequest::inJson : SmsRequest::inForm);
        this.from = requireNonNullElse(config.from(), "");
        this.refusals = config.refusals().stream().map(Pattern::compile).toList();
        if (contentType == ContentType.JSON) {
            checkJson();
        }
    }

    RequestOptions options(String id, String to, String text) {
        Map<String, String> values = values(id, to, text);
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url.execute(values))
                .putHeader("Content-Type", contentType.header())
                .putHeader("Accept", "application/json")
                .putHeader("Idempotency-Key", id);
        headers.forEach(
                header -> options.putHeader(header.name(), header.value().execute(values)));
        return options;
    }

    Buffer body(String id, String to, String text) {
        return Buffer.buffer(body.execute(values(id, to, text)));
    }

    /** Whether an answer says that the number itself is no good. */
    boolean refused(OutboundHttp.Answer answer) {
        return answer.refusal()
                && refusals.stream()
                        .anyMatch(refusal -> refusal.matcher(answer.body()).find());
    }

    private Map<String, String> values(String id, String to, String text) {
        return Map.of("id", id, "to", to, "from", from, "text", text);
    }

    private void checkJson() {
        try {
            JsonObject unused = new JsonObject(body("id", "+15550100", "\"\n"));
        } catch (DecodeException e) { // not told further: it repeats the body, which may hold a key
            throw new IllegalArgumentException("notification.sms.body is not a JSON object.");
        }
    }

    private static SmsConfig likeTwilio(SmsConfig config) {
        String sid = requireNonNullElse(config.accountSid(), "");
        String login = sid + ':' + requireNonNullElse(config.authToken(), "");
        String base = config.baseUrl().endsWith("/") ? config.baseUrl() : config.baseUrl() + '/';
        return new SmsConfig(
                config.enabled(),
                Preset.CUSTOM,
                config.baseUrl(),
                config.accountSid(),
                config.authToken(),
                config.from(),
                "POST",
                base + "2010-04-01/Accounts/" + sid + "/Messages.json",
                List.of("Authorization: Basic "
                        + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))),
                ContentType.FORM,
                "To={{to}}&From={{from}}&Body={{text}}",
                List.of(TWILIO_REFUSALS),
                config.maxCharacters(),
                config.poolSize(),
                config.timeout());
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        return new Header(
                line.substring(0, colon), compile(line.substring(colon + 1).strip(), SmsRequest::inHeader));
    }

    private static Template compile(String template, Mustache.Escaper escaper) {
        return Mustache.compiler().withEscaper(escaper).compile(template);
    }

    private static String inJson(String raw) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(raw));
    }

    private static String inForm(String raw) {
        return URLEncoder.encode(raw, StandardCharsets.UTF_8);
    }

    private static String inUrl(String raw) {
        return inForm(raw).replace("+", "%20");
    }

    private static String inHeader(String raw) {
        return raw.replaceAll("[^\\x20-\\x7e]", " ");
    }
}
