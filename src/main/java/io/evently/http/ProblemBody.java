package io.evently.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a refusal: the API's own shape, or RFC 9457 for clients that prefer it. */
public final class ProblemBody {
    public static final String PROBLEM_JSON = "application/problem+json";

    private ProblemBody() {}

    public static Map<String, Object> plain(Problem problem, Instant now, String traceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", problem.sentence());
        addCommon(body, problem, now, traceId);
        return body;
    }

    public static Map<String, Object> rfc9457(Problem problem, Instant now, String traceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase());
        body.put("status", problem.status());
        body.put("detail", problem.sentence());
        addCommon(body, problem, now, traceId);
        return body;
    }

    /** Whether an {@code Accept} header names problem+json, and not plain JSON with the same or more weight. */
    public static boolean prefersRfc9457(@Nullable String accept) {
        if (accept == null || !accept.contains(PROBLEM_JSON)) {
            return false;
        }
        double problem = weight(accept, PROBLEM_JSON);
        double json = weight(accept, "application/json");
        boolean namedFirst = accept.indexOf(PROBLEM_JSON) < accept.indexOf("application/json");
        return problem > 0 && (problem > json || (problem == json && namedFirst));
    }

    private static double weight(String accept, String type) {
        for (String part : accept.split(",", -1)) {
            String[] pieces = part.strip().split(";", -1);
            if (pieces[0].strip().equalsIgnoreCase(type)) {
                return quality(pieces);
            }
        }
        return 0;
    }

    private static double quality(String[] pieces) {
        for (String piece : pieces) {
            if (piece.strip().startsWith("q=")) {
                try {
                    return Double.parseDouble(piece.strip().substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    private static void addCommon(Map<String, Object> body, Problem problem, Instant now, String traceId) {
        body.put("code", problem.code());
        if (!problem.details().isEmpty()) {
            body.put("details", problem.details());
        }
        // Never in the place of what is there: RFC 9457 has a status of its own.
        problem.members().forEach(body::putIfAbsent);
        body.put("timestamp", now);
        body.put("trace_id", traceId);
    }
}
