package io.evently.http.server;

import io.evently.net.AddressGroup;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may connect to a node: so many connections from each address, or from each network of an IPv6 customer, and any number
 * from trusted proxies. Made once per node. Safe for all threads.
 */
public final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);

    private final ClientAddress addresses;
    private final int most;
    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean warned;

    public Peers(HttpConfig config) {
        this.addresses = new ClientAddress(config.trustedProxies());
        this.most = config.connectionsPerAddress();
    }

    ClientAddress addresses() {
        return addresses;
    }

    /** Counts a connection, until {@link #gone}; false when the peer has as many as it may. */
    boolean admit(String peer) {
        if (addresses.isTrusted(peer)) {
            return true;
        }
        boolean[] admitted = {false};
        open.compute(AddressGroup.of(peer), (group, count) -> {
            int before = count == null ? 0 : count;
            admitted[0] = before < most;
            return admitted[0] ? before + 1 : count;
        });
        if (!admitted[0] && !warned) {
            warned = true;
            log.warn(
                    "{} has {} connections and gets no more (http.connectionsPerAddress); a proxy belongs into"
                            + " http.trustedProxies. Said once",
                    peer,
                    most);
        }
        return admitted[0];
    }

    /** The end of a connection that was admitted. */
    void gone(String peer) {
        if (!addresses.isTrusted(peer)) {
            open.computeIfPresent(AddressGroup.of(peer), (group, count) -> count == 1 ? null : count - 1);
        }
    }
}
