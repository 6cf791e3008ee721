package io.evently.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.evently.config.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How a node finds the others and what it does when they are gone.
 *
 * @param name only nodes of the same cluster name join; it is not a secret
 * @param host the local address that Hazelcast and the event bus bind to; {@code 0.0.0.0} lets Hazelcast pick one
 * @param publicHost the address other nodes reach this one at, when it is not {@code host} (behind NAT)
 * @param port first Hazelcast port tried, 1 to 65535
 * @param portCount how many ports from {@code port} on are tried, 1 to 100
 * @param busPort port of the clustered event bus; 0 takes a free one
 * @param discovery how members are found
 * @param members for {@code tcp}: {@code host} or {@code host:port}; a bare host stands for the whole port range
 * @param multicastGroup for {@code multicast}: group address
 * @param multicastPort for {@code multicast}: 1 to 65535
 * @param kubernetesService for {@code kubernetes}: full DNS name of a headless service, such as
 *     {@code evently.default.svc.cluster.local}
 * @param minimumSize fewest members with which the lock is granted; 1 switches the split-brain protection off
 * @param lockLease longest time one grant is good for, 1 s to 60 s; a member silent for longer than this is put out
 * @param file an operator's own Hazelcast XML instead of the packaged {@code cluster.xml}
 */
public record ClusterConfig(
        String name,
        String host,
        @Nullable String publicHost,
        int port,
        int portCount,
        int busPort,
        Discovery discovery,
        List<String> members,
        String multicastGroup,
        int multicastPort,
        @Nullable String kubernetesService,
        int minimumSize,
        Duration lockLease,
        @Nullable String file) {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

    /** How members are found. */
    public enum Discovery {
        @JsonProperty("tcp")
        TCP,
        @JsonProperty("multicast")
        MULTICAST,
        @JsonProperty("kubernetes")
        KUBERNETES
    }

    public ClusterConfig {
        publicHost = blankToNull(publicHost);
        kubernetesService = blankToNull(kubernetesService);
        file = blankToNull(file);
        requireText(name, "cluster.name");
        requireText(host, "cluster.host");
        Range.between("cluster.port", 1, HIGHEST_PORT, port);
        Range.between("cluster.portCount", 1, 100, portCount);
        Range.between("cluster.port + cluster.portCount - 1", 1, HIGHEST_PORT, port + portCount - 1);
        Range.between("cluster.busPort", 0, HIGHEST_PORT, busPort);
        requireNonNull(discovery, "cluster.discovery is missing");
        members = List.copyOf(requireNonNull(members, "cluster.members is missing"));
        requireText(multicastGroup, "cluster.multicastGroup");
        Range.between("cluster.multicastPort", 1, HIGHEST_PORT, multicastPort);
        Range.between("cluster.minimumSize", 1, 1_000, minimumSize);
        requireNonNull(lockLease, "cluster.lockLease is missing");
        if (lockLease.compareTo(SHORTEST_LEASE) < 0 || lockLease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("cluster.lockLease must be 1 s to 60 s, was " + lockLease);
        }
        if (discovery == Discovery.TCP && members.isEmpty()) {
            throw new IllegalArgumentException("cluster.members must name at least one host for cluster.discovery tcp");
        }
        members.forEach(member -> requireText(member, "cluster.members"));
        if (discovery == Discovery.KUBERNETES && kubernetesService == null) {
            throw new IllegalArgumentException("cluster.kubernetesService is needed for cluster.discovery kubernetes");
        }
    }

    /** A node on the loopback address that finds others there: the defaults, under the given name. */
    public static ClusterConfig loopback(String name, int port, int portCount) {
        return new ClusterConfig(
                name,
                "127.0.0.1",
                null,
                port,
                portCount,
                0,
                Discovery.TCP,
                List.of("127.0.0.1"),
                "224.2.2.3",
                54_327,
                null,
                1,
                Duration.ofSeconds(4),
                null);
    }

    /** True when the choice of the local address is left to Hazelcast. */
    boolean anyHost() {
        return host.equals("0.0.0.0");
    }

    /** The member list with every bare host spelled out over the port range. */
    List<String> memberAddresses() {
        List<String> addresses = new ArrayList<>();
        for (String member : members) {
            if (member.contains(":")) {
                addresses.add(member);
            } else {
                for (int i = 0; i < portCount; i++) {
                    addresses.add(member + ":" + (port + i));
                }
            }
        }
        return addresses;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static void requireText(String value, String key) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
    }
}
