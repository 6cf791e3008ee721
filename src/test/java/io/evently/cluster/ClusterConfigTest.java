package io.evently.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.evently.cluster.ClusterConfig.Discovery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterConfigTest {
    @ParameterizedTest(name = "port {0}, {1} ports, at least {2} members: {3} is refused")
    @CsvSource({
        "0, 1, 1, cluster.port",
        "65536, 1, 1, cluster.port",
        "5701, 0, 1, cluster.portCount",
        "5701, 101, 1, cluster.portCount",
        "65535, 2, 1, cluster.port + cluster.portCount - 1",
        "5701, 1, 0, cluster.minimumSize",
    })
    void numbers(int port, int portCount, int minimumSize, String key) {
        assertThatThrownBy(
                        () -> config(port, portCount, Discovery.TCP, List.of("127.0.0.1"), null, minimumSize, "PT4S"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @ParameterizedTest(name = "a lease of {0} is refused")
    @ValueSource(strings = {"PT0.999S", "PT60.001S", "PT-4S"})
    void lease(String lease) {
        assertThatThrownBy(() -> config(5701, 1, Discovery.TCP, List.of("127.0.0.1"), null, 1, lease))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cluster.lockLease must be ");
    }

    @Test
    @DisplayName("What a way of discovery needs must be there")
    void discovery() {
        assertThatThrownBy(() -> config(5701, 1, Discovery.TCP, List.of(), null, 1, "PT4S"))
                .hasMessageStartingWith("cluster.members");
        assertThatThrownBy(() -> config(5701, 1, Discovery.KUBERNETES, List.of(), " ", 1, "PT4S"))
                .hasMessageStartingWith("cluster.kubernetesService");
    }

    @Test
    @DisplayName("A bare host stands for the whole port range")
    void members() {
        ClusterConfig config = config(5701, 2, Discovery.TCP, List.of("one", "two:7000"), null, 1, "PT4S");
        assertThat(config.memberAddresses()).containsExactly("one:5701", "one:5702", "two:7000");
    }

    @Test
    @DisplayName("cluster.xml takes its values from the configuration")
    void filledIn() {
        Config filled = HazelcastSettings.of(
                config(7100, 3, Discovery.TCP, List.of("127.0.0.1"), null, 2, "PT9.5S"), UUID.randomUUID());
        assertThat(filled.getClusterName()).isEqualTo("a-test");
        assertThat(filled.getNetworkConfig().getPort()).isEqualTo(7100);
        assertThat(filled.getNetworkConfig().getPortCount()).isEqualTo(3);
        assertThat(filled.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(filled.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("11");
        assertThat(filled.getSplitBrainProtectionConfig("majority").isEnabled()).isTrue();
        JoinConfig join = filled.getNetworkConfig().getJoin();
        assertThat(join.getTcpIpConfig().getMembers())
                .containsExactly("127.0.0.1:7100", "127.0.0.1:7101", "127.0.0.1:7102");
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(filled.getMapConfig(HazelcastEventLocks.MAP).getSplitBrainProtectionName())
                .isEqualTo("majority");
    }

    @Test
    @DisplayName("Multicast and Kubernetes are there when they are chosen, and then alone")
    void otherWays() {
        JoinConfig multicast = join(config(5701, 1, Discovery.MULTICAST, List.of(), null, 1, "PT4S"));
        assertThat(multicast.getMulticastConfig().isEnabled()).isTrue();
        assertThat(multicast.getMulticastConfig().getMulticastPort()).isEqualTo(54_327);
        assertThat(multicast.getTcpIpConfig().isEnabled()).isFalse();
        JoinConfig kubernetes =
                join(config(5701, 1, Discovery.KUBERNETES, List.of(), "evently.default.svc", 1, "PT4S"));
        assertThat(kubernetes.getKubernetesConfig().isEnabled()).isTrue();
        assertThat(kubernetes.getKubernetesConfig().getProperty("service-dns")).isEqualTo("evently.default.svc");
        assertThat(kubernetes.getMulticastConfig().isEnabled()).isFalse();
        kubernetes.verify();
    }

    private static JoinConfig join(ClusterConfig config) {
        return HazelcastSettings.of(config, UUID.randomUUID())
                .getNetworkConfig()
                .getJoin();
    }

    private static ClusterConfig config(
            int port,
            int portCount,
            Discovery discovery,
            List<String> members,
            String kubernetesService,
            int minimumSize,
            String lease) {
        return new ClusterConfig(
                "a-test",
                "127.0.0.1",
                null,
                port,
                portCount,
                0,
                discovery,
                members,
                "224.2.2.3",
                54_327,
                kubernetesService,
                minimumSize,
                Duration.parse(lease),
                null);
    }
}
