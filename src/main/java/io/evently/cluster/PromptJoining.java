package io.evently.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.Joiner;
import com.hazelcast.internal.cluster.impl.TcpIpJoiner;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;

/**
 * Founds the cluster at once when nobody is there. Hazelcast asks the listed members and then looks again after a whole
 * second, though a refused connection said in a millisecond that there is no one to wait for.
 *
 * <p>Nothing is decided differently: a member listens before it looks, so of two that start together at least one sees
 * the other, and whenever a single address does not plainly refuse, everything is left to Hazelcast.
 */
final class PromptJoining extends DefaultNodeContext {
    private static final int CONNECT_TIMEOUT_MS = 200;

    private PromptJoining() {}

    /** Starts a member. Blocks until it has joined or founded the cluster. */
    static HazelcastInstance newMember(Config config) {
        return HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), new PromptJoining());
    }

    @Override
    public Joiner createJoiner(Node node) {
        Joiner usual = super.createJoiner(node);
        return usual != null && usual.getClass() == TcpIpJoiner.class ? new PromptJoiner(node) : usual;
    }

    private static final class PromptJoiner extends TcpIpJoiner {
        private PromptJoiner(Node node) {
            super(node);
        }

        @Override
        public void doJoin() {
            Collection<Address> listed = getPossibleAddresses();
            if (listed.stream().allMatch(PromptJoining::refuses)) {
                listed.forEach(nobody -> blacklistedAddresses.putIfAbsent(nobody, false));
            }
            super.doJoin();
        }
    }

    private static boolean refuses(Address address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getInetAddress(), address.getPort()), CONNECT_TIMEOUT_MS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
