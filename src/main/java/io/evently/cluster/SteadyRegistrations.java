package io.evently.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/**
 * Who listens where, told again when the cluster could not say whether it noted it. That an operation whose backup did not answer
 * fails is what the event lock needs; a registration that is merely noted twice does no harm, and one that is given up keeps a
 * node from starting, or silent.
 */
final class SteadyRegistrations extends HazelcastClusterManager {
    private static final Logger log = LoggerFactory.getLogger(SteadyRegistrations.class);
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MS = 500;

    private final Set<Registration> own = ConcurrentHashMap.newKeySet();
    private @Nullable Vertx vertx;

    private record Registration(String address, RegistrationInfo info) {}

    SteadyRegistrations(HazelcastInstance hazelcast) {
        super(hazelcast);
    }

    @Override
    public void init(Vertx itsVertx) {
        this.vertx = itsVertx;
        super.init(itsVertx);
    }

    @Override
    public void setNodeInfo(NodeInfo nodeInfo, Completable<Void> promise) {
        steadily("The address of this node", done -> super.setNodeInfo(nodeInfo, done), promise, 1);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        if (info.localOnly()) {
            super.addRegistration(address, info, promise);
            return;
        }
        own.add(new Registration(address, info));
        steadily("A listener at " + address, done -> super.addRegistration(address, info, done), promise, 1);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        own.remove(new Registration(address, info));
        super.removeRegistration(address, info, promise);
    }

    @Override
    public synchronized void memberAdded(MembershipEvent event) {
        if (isNode(event)) {
            super.memberAdded(event);
        }
    }

    @Override
    public synchronized void memberRemoved(MembershipEvent event) {
        if (isNode(event)) {
            super.memberRemoved(event);
            // The library does so as well, once, and does not look whether it worked.
            own.forEach(registration -> steadily(
                    "A listener at " + registration.address(),
                    done -> super.addRegistration(registration.address(), registration.info(), done),
                    (noted, failure) -> {},
                    1));
        }
    }

    // Another program that joined has no part in the bus, and the library takes its missing name for an error.
    private static boolean isNode(MembershipEvent event) {
        return NodeAttribute.of(event.getMember()).isPresent();
    }

    private void steadily(String what, Consumer<Completable<Void>> step, Completable<Void> promise, int attempt) {
        step.accept((noted, failure) -> {
            if (failure != null && attempt < ATTEMPTS && mayPass(failure)) {
                log.info("{} is told to the cluster once more: {}", what, failure.toString());
                requireNonNull(vertx).setTimer(PAUSE_MS, timer -> steadily(what, step, promise, attempt + 1));
            } else if (failure != null) {
                promise.fail(failure);
            } else {
                promise.succeed();
            }
        });
    }

    private static boolean mayPass(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HazelcastInstanceNotActiveException) {
                return false;
            }
            if (cause instanceof HazelcastException) {
                return true;
            }
        }
        return false;
    }
}
