package io.evently.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import org.w3c.dom.Document;

/** Fills {@code cluster.xml} with the configured values and adds what must hold whatever that file says. */
final class HazelcastSettings {
    private static final String PACKAGED = "/cluster.xml";
    // Hazelcast refuses empty text even for ways of discovery that are off.
    private static final String UNUSED = "unused";
    private static final int HEARTBEAT_SECONDS = 1;

    private HazelcastSettings() {}

    static Config of(ClusterConfig config, UUID node) {
        try (InputStream xml = open(config)) {
            XmlConfigBuilder builder = config.file() == null ? new Unchecked(xml) : new XmlConfigBuilder(xml);
            Config hazelcast = builder.setProperties(variables(config)).build();
            if (config.publicHost() != null) {
                hazelcast.getNetworkConfig().setPublicAddress(config.publicHost());
            }
            hazelcast.setProperty("hazelcast.shutdownhook.enabled", "false");
            NodeAttribute.set(hazelcast.getMemberAttributeConfig(), node);
            LockSerializers.addTo(hazelcast.getSerializationConfig());
            return hazelcast;
        } catch (IOException e) {
            throw new UncheckedIOException("cluster.file cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(ClusterConfig config) throws IOException {
        if (config.file() != null) {
            return Files.newInputStream(Path.of(config.file()));
        }
        InputStream packaged = HazelcastSettings.class.getResourceAsStream(PACKAGED);
        if (packaged == null) {
            throw new FileNotFoundException(PACKAGED + " is not on the class path");
        }
        return packaged;
    }

    private static Properties variables(ClusterConfig config) throws UnknownHostException {
        Properties all = new Properties();
        set(all, "name", config.name());
        set(all, "host", InetAddress.getByName(config.host()).getHostAddress());
        set(all, "host.fixed", !config.anyHost());
        set(all, "port", config.port());
        set(all, "portCount", config.portCount());
        set(all, "tcp", config.discovery() == ClusterConfig.Discovery.TCP);
        set(all, "members", config.members().isEmpty() ? UNUSED : String.join(",", config.memberAddresses()));
        set(all, "multicast", config.discovery() == ClusterConfig.Discovery.MULTICAST);
        set(all, "multicastGroup", config.multicastGroup());
        set(all, "multicastPort", config.multicastPort());
        set(all, "kubernetes", config.discovery() == ClusterConfig.Discovery.KUBERNETES);
        set(all, "kubernetesService", config.kubernetesService() == null ? UNUSED : config.kubernetesService());
        set(all, "splitBrainProtection", config.minimumSize() > 1);
        set(all, "minimumSize", Math.max(2, config.minimumSize()));
        // Whoever is put out for silence must not have a live grant left: its last grant ends before its membership.
        set(all, "silenceSeconds", config.lockLease().plusMillis(999).toSeconds() + HEARTBEAT_SECONDS);
        return all;
    }

    private static void set(Properties all, String name, Object value) {
        all.setProperty("evently.cluster." + name, value.toString());
    }

    /** The packaged file was held to its schema when it was built, which takes longer than reading it. */
    private static final class Unchecked extends XmlConfigBuilder {
        private Unchecked(InputStream xml) {
            super(xml);
        }

        @Override
        protected void schemaValidation(Document document) {}
    }
}
