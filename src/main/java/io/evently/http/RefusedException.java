package io.evently.http;

/** Ends a request with a known problem from anywhere below the pipeline. Carries no stack: it is an answer, not a bug. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public RefusedException(Problem problem) {
        super(problem.sentence(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
