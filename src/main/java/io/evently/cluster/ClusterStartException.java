package io.evently.cluster;

/** The node cannot take part in the cluster. The message is one sentence for the operator. */
public final class ClusterStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
