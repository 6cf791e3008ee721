package io.evently.security;

import io.evently.NodeClient;
import io.evently.RunningNode;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Two nodes of one cluster, started for the first test class that asks for them; they stop after the last test. */
record TwoNodes(RunningNode first, RunningNode second) implements AutoCloseable {
    NodeClient one() {
        return first.client();
    }

    NodeClient other() {
        return second.client();
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }

    private static TwoNodes start() {
        RunningNode first = RunningNode.start();
        return new TwoNodes(first, first.another());
    }

    /** Hands the nodes to tests. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TwoNodes.class;
        }

        @Override
        public TwoNodes resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(TwoNodes.class))
                    .getOrComputeIfAbsent(TwoNodes.class, key -> start(), TwoNodes.class);
        }
    }
}
