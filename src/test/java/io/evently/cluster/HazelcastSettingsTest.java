package io.evently.cluster;

import com.hazelcast.config.Config;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The packaged cluster.xml")
class HazelcastSettingsTest {

    @Test
    @DisplayName("keeps to Hazelcast's schema, which a start no longer checks")
    void valid() {
        ClusterConfig packaged = Nodes.config(1, Duration.ofSeconds(4), 1);
        ClusterConfig named = new ClusterConfig(
                packaged.name(),
                packaged.host(),
                packaged.publicHost(),
                packaged.port(),
                packaged.portCount(),
                packaged.busPort(),
                packaged.discovery(),
                packaged.members(),
                packaged.multicastGroup(),
                packaged.multicastPort(),
                packaged.kubernetesService(),
                packaged.minimumSize(),
                packaged.lockLease(),
                "cluster.xml");
        UUID node = UUID.randomUUID();

        Config checked = HazelcastSettings.of(named, node);

        assertThat(checked.getProperties())
                .isEqualTo(HazelcastSettings.of(packaged, node).getProperties());
    }
}
