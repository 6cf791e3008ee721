package io.evently.http.server;

import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.stage.Answer;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Answers what Netty could not read as HTTP, in the shape of all other refusals. */
final class InvalidRequests {
    private InvalidRequests() {}

    static void answer(Answer answer, HttpServerRequest request) {
        answer.write(Reply.problem(problem(request.decoderResult().cause()).header("Connection", "close")));
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(414, "URI_TOO_LONG", "The request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(431, "HEADERS_TOO_LARGE", "The request headers are too long");
        }
        return Problem.of(
                400,
                "MALFORMED_REQUEST",
                cause instanceof AmbiguousRequestException ambiguous
                        ? "The request can be read in more than one way: " + ambiguous.getMessage()
                        : "The request is not valid HTTP");
    }
}
