package io.evently.http;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as the client sees it.
 *
 * @param status HTTP status, 400-599
 * @param code stable upper-case code for programs
 * @param sentence for people
 * @param details what is wrong, by field; may be empty. The first {@link #MOST_DETAILS} are kept and long names are cut,
 *     for clients make the names, and no answer may be much longer than its request
 * @param members further top-level members, for example {@code available_seats}
 * @param headers for example {@code Retry-After} or {@code Allow}
 */
public record Problem(
        int status,
        String code,
        String sentence,
        Map<String, String> details,
        Map<String, Object> members,
        Map<String, String> headers) {
    /** Fields that a refusal names at most; who mends these learns of the others. */
    public static final int MOST_DETAILS = 20;

    private static final int LONGEST_NAME = 100;

    public Problem {
        details = details.isEmpty() ? Map.of() : bounded(details);
        members = members.isEmpty() ? Map.of() : new LinkedHashMap<>(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String code, String sentence) {
        return new Problem(status, code, sentence, Map.of(), Map.of(), Map.of());
    }

    /** 400: one entry per wrong field. */
    public static Problem validation(Map<String, String> details) {
        return new Problem(400, "VALIDATION_ERROR", "The request is not valid", details, Map.of(), Map.of());
    }

    public static Problem validation(String field, String wrong) {
        return validation(Map.of(field, wrong));
    }

    public static Problem malformedJson(String sentence) {
        return of(400, "MALFORMED_JSON", sentence);
    }

    public static Problem authenticationRequired() {
        return of(401, "AUTHENTICATION_REQUIRED", "Authentication required").header("WWW-Authenticate", "Bearer");
    }

    public static Problem invalidToken() {
        return of(401, "INVALID_TOKEN", "Invalid authentication token")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    public static Problem invalidCredentials() {
        return of(401, "INVALID_CREDENTIALS", "Invalid email or password");
    }

    public static Problem adminRequired() {
        return of(403, "FORBIDDEN", "Admin privileges required");
    }

    public static Problem forbidden(String sentence) {
        return of(403, "FORBIDDEN", sentence);
    }

    public static Problem notFound(String sentence) {
        return of(404, "NOT_FOUND", sentence);
    }

    /**
     * 405.
     *
     * @param allow the methods that exist, as the {@code Allow} header lists them
     */
    public static Problem methodNotAllowed(String allow) {
        return of(405, "METHOD_NOT_ALLOWED", "Method not allowed").header("Allow", allow);
    }

    public static Problem bodyTimeout() {
        return of(408, "REQUEST_TIMEOUT", "The request body took too long").header("Connection", "close");
    }

    public static Problem conflict(String code, String sentence) {
        return of(409, code, sentence);
    }

    public static Problem insufficientSeats(int available, int requested) {
        return conflict("INSUFFICIENT_SEATS", "Only " + available + " seats available")
                .member("available_seats", available)
                .member("requested_quantity", requested);
    }

    /** A seat costs more than the client was shown. */
    public static Problem priceChanged(BigDecimal currentPrice, String currency) {
        return conflict("PRICE_CHANGED", "The price is now " + currentPrice.toPlainString() + ' ' + currency)
                .member("current_price", currentPrice)
                .member("currency", currency);
    }

    public static Problem gone(String code, String sentence) {
        return of(410, code, sentence);
    }

    public static Problem versionMismatch() {
        return of(412, "VERSION_MISMATCH", "The resource has changed since it was read");
    }

    public static Problem payloadTooLarge(int maxBytes) {
        return of(413, "PAYLOAD_TOO_LARGE", "The request body is longer than " + maxBytes + " bytes")
                .header("Connection", "close");
    }

    /** 400, and the connection is closed: what follows on it has no meaning any more. */
    public static Problem brokenBody() {
        return of(400, "MALFORMED_REQUEST", "The request body breaks off").header("Connection", "close");
    }

    /** 415: bodies come as they are. */
    public static Problem encodedBody() {
        return of(415, "UNSUPPORTED_MEDIA_TYPE", "The request body must not have a Content-Encoding")
                .header("Accept-Encoding", "identity");
    }

    public static Problem unsupportedMediaType() {
        return of(415, "UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json");
    }

    public static Problem unprocessable(String code, String sentence) {
        return of(422, code, sentence);
    }

    public static Problem rateLimited(long retryAfterSeconds) {
        return of(429, "RATE_LIMITED", "Too many requests").retryAfter(retryAfterSeconds);
    }

    public static Problem internal() {
        return of(500, "INTERNAL_ERROR", "Something went wrong on our side");
    }

    /** Too much to do; nothing was changed. */
    public static Problem overloaded() {
        return of(503, "OVERLOADED", "The service is busy, please try again").retryAfter(1);
    }

    /** Something this service depends on is away, or did not answer in time. */
    public static Problem unavailable() {
        return of(503, "UNAVAILABLE", "The service is temporarily unavailable").retryAfter(1);
    }

    public Problem member(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, code, sentence, details, more, headers);
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, sentence, details, members, more);
    }

    public Problem retryAfter(long seconds) {
        return header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    private static Map<String, String> bounded(Map<String, String> details) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<String, String> detail : details.entrySet()) {
            if (kept.size() == MOST_DETAILS) {
                break;
            }
            kept.putIfAbsent(shortened(detail.getKey()), detail.getValue());
        }
        return kept;
    }

    /** A name that a client made, fit for an answer. */
    static String shortened(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
        return name.substring(0, end) + '…';
    }
}
