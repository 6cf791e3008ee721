package io.evently.bench.scenario;

import io.evently.bench.load.Answer;
import io.evently.bench.load.Operation;
import io.evently.bench.load.Request;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Questions that change nothing, drawn by lot from a few. */
final class ReadPlay implements Play {
    private static final byte[] SUCCESS = RequestText.ascii("\"success\":true");
    private static final int OK = 200;
    // Fifty events with their descriptions are far more, an empty page far less.
    private static final int LEAST_LIST_BYTES = 10_000;

    private final List<RequestText> questions;
    private final RandomGenerator random;

    ReadPlay(List<RequestText> questions, RandomGenerator random) {
        this.questions = List.copyOf(questions);
        this.random = random;
    }

    static RequestText event(UUID id) {
        return RequestText.get(Operation.EVENT, "/api/v1/events/" + id, "");
    }

    static RequestText listOf50() {
        return RequestText.get(Operation.LIST, "/api/v1/events?limit=50", "");
    }

    static RequestText signIn(String email, String password) {
        return RequestText.post(
                Operation.LOGIN,
                "/api/v1/auth/login",
                "",
                "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    @Override
    public Request next(int connection) {
        return questions.get(random.nextInt(questions.size()));
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer) {
        if (answer.status() != OK) {
            return Optional.of(answer.named());
        }
        if (!answer.contains(SUCCESS)) {
            return Optional.of("200 without success");
        }
        return request.operation() == Operation.LIST && answer.length() < LEAST_LIST_BYTES
                ? Optional.of("200 with too short a list")
                : Optional.empty();
    }

    @Override
    public List<UUID> events() {
        return List.of();
    }

    @Override
    public List<UUID> promised() {
        return List.of();
    }
}
