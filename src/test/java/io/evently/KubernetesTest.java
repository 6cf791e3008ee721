package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evently.cluster.ClusterConfig.Discovery;
import io.evently.config.Profile;
import io.evently.testing.Manifests;
import io.evently.testing.Program;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The manifests for Kubernetes")
class KubernetesTest {
    private static final Path BASE = Path.of("kubernetes", "base");
    private static final Path EXAMPLE = Path.of("kubernetes", "example");
    private static final String POD_ADDRESS = "10.1.2.3";

    private static Manifests manifests;
    private static Deployment deployment;
    private static PodSpec pod;
    private static Container node;
    private static ServerConfig config;

    @BeforeAll
    static void read() throws IOException {
        manifests = Manifests.of(BASE);
        deployment = manifests.the(Deployment.class);
        pod = deployment.getSpec().getTemplate().getSpec();
        node = pod.getContainers().get(0);
        config = ConfigLoader.load(environment());
    }

    @Test
    @DisplayName("are all in the kustomization, which kubectl renders as they stand")
    void rendered() throws Exception {
        try (Stream<Path> files = Files.list(BASE)) {
            assertThat(files).hasSize(manifests.documents().size() + 1);
        }
        Optional<Program> kubectl = Program.kubectl();
        if (kubectl.isPresent()) {
            Program.Verdict verdict = kubectl.get().run("", "kustomize", BASE.toString());
            assertThat(verdict.status()).as(verdict.text()).isZero();
            assertThat(Manifests.of(verdict.text()).documents())
                    .containsExactlyInAnyOrderElementsOf(manifests.documents());
        }
    }

    @Test
    @DisplayName("have no word that Kubernetes does not know")
    void strict() {
        assertThatThrownBy(() -> Manifests.of("""
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata: {name: a}
                        spec: {maxUnavailabel: 1}
                        """)).hasMessageContaining("maxUnavailabel");
    }

    @Test
    @DisplayName("belong to no namespace, and the example names its own and an image in place of theirs")
    void example() throws IOException {
        assertThat(manifests.objects())
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isNull());
        JsonNode example =
                new YAMLMapper().readTree(EXAMPLE.resolve("kustomization.yaml").toFile());
        assertThat(EXAMPLE.resolve(example.at("/resources/0").asText()).normalize())
                .isEqualTo(BASE);
        assertThat(example.path("namespace").asText()).isNotEmpty();
        assertThat(example.at("/images/0/name").asText()).isEqualTo(node.getImage());
    }

    @Test
    @DisplayName("configure a node that starts: production, found by the name of the headless service")
    void configuration() {
        assertThat(config.profile()).isEqualTo(Profile.PRODUCTION);
        assertThat(config.cluster().discovery()).isEqualTo(Discovery.KUBERNETES);
        assertThat(config.cluster().kubernetesService())
                .isEqualTo(headless().getMetadata().getName());
        assertThat(config.cluster().host()).isEqualTo(POD_ADDRESS);
        assertThat(config.http().management().host()).isEqualTo(POD_ADDRESS);
        int replicas = deployment.getSpec().getReplicas();
        assertThat(config.cluster().minimumSize())
                .as("a majority, and no more than are left while one is away")
                .isBetween(replicas / 2 + 1, replicas - 1);
        assertThat(pod.getEnableServiceLinks())
                .as("variables that Kubernetes makes of services, which a node refuses")
                .isFalse();
        assertThat(node.getImage()).doesNotContain(":");
    }

    @Test
    @DisplayName("name the ports on which the node listens")
    void ports() {
        assertThat(node.getPorts().stream()
                        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort)))
                .isEqualTo(Map.of(
                        "http", config.http().port(),
                        "management", config.http().management().port(),
                        "members", config.cluster().port(),
                        "bus", config.cluster().busPort()));
        assertThat(config.cluster().portCount()).isEqualTo(1);
        assertThat(manifests.all(Service.class).stream().flatMap(service -> service.getSpec().getPorts().stream()))
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactlyInAnyOrder("http", "members", "bus");
        assertThat(headless().getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactlyInAnyOrder(
                        config.cluster().port(), config.cluster().busPort());
        Map<String, String> annotations =
                deployment.getSpec().getTemplate().getMetadata().getAnnotations();
        assertThat(annotations)
                .containsEntry(
                        "prometheus.io/port",
                        Integer.toString(config.http().management().port()))
                .containsEntry("prometheus.io/path", "/metrics");
    }

    @Test
    @DisplayName("ask for paths of the API whether a node lives and is ready")
    void probes() throws IOException {
        JsonNode paths;
        try (var document = KubernetesTest.class.getResourceAsStream("/openapi.yaml")) {
            paths = new YAMLMapper().readTree(document).path("paths");
        }
        for (Probe probe : List.of(node.getStartupProbe(), node.getLivenessProbe(), node.getReadinessProbe())) {
            HTTPGetAction asked = probe.getHttpGet();
            assertThat(paths.has(asked.getPath())).as(asked.getPath()).isTrue();
            assertThat(asked.getPort().getStrVal()).isEqualTo("http");
        }
        assertThat(node.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
        assertThat(node.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
    }

    @Test
    @DisplayName("leave a node the time it needs to stop, and every balancer the time to notice")
    void stop() {
        List<String> preStop = node.getLifecycle().getPreStop().getExec().getCommand();
        assertThat(preStop).hasSize(2).startsWith("sleep");
        Duration longest = config.shutdown().longest().plusSeconds(Long.parseLong(preStop.get(1)));
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds())).isGreaterThan(longest);
        assertThat(config.shutdown().drainDelay())
                .isGreaterThanOrEqualTo(
                        Duration.ofSeconds(2L * node.getReadinessProbe().getPeriodSeconds()));
    }

    @Test
    @DisplayName("keep three nodes: one more while they are replaced, one less while a machine is emptied")
    void disruptions() {
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(manifests
                        .the(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(constraint -> constraint.getTopologyKey())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }

    @Test
    @DisplayName("mean the same pods wherever they choose some")
    void selectors() {
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(manifests.all(Service.class))
                .allSatisfy(
                        service -> assertThat(service.getSpec().getSelector()).isEqualTo(labels));
        assertThat(manifests
                        .the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(manifests.the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(pod.getTopologySpreadConstraints())
                .allSatisfy(
                        constraint -> assertThat(constraint.getLabelSelector().getMatchLabels())
                                .isEqualTo(labels));
        assertThat(headless().getSpec().getPublishNotReadyAddresses()).isTrue();
    }

    @Test
    @DisplayName("let only nodes reach the ports of the cluster, and only Prometheus the metrics")
    void network() {
        List<NetworkPolicyIngressRule> rules =
                manifests.the(NetworkPolicy.class).getSpec().getIngress();
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(rules.stream().flatMap(rule -> portsOf(rule).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        node.getPorts().stream().map(ContainerPort::getName).toList());
        for (NetworkPolicyIngressRule rule : rules) {
            Set<String> ports = portsOf(rule);
            if (ports.contains("members") || ports.contains("bus")) {
                assertThat(rule.getFrom()).singleElement().satisfies(peer -> {
                    assertThat(peer.getPodSelector().getMatchLabels()).isEqualTo(labels);
                    assertThat(peer.getNamespaceSelector()).isNull();
                    assertThat(peer.getIpBlock()).isNull();
                });
            } else if (ports.contains("management")) {
                assertThat(rule.getFrom()).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("run a node that may change nothing: no root, no file but those of /tmp, no token of Kubernetes")
    void security() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(node.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(node.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(node.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(node.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .containsExactly("/tmp");
        assertThat(node.getResources().getLimits())
                .containsOnlyKeys("memory")
                .containsEntry("memory", node.getResources().getRequests().get("memory"));
    }

    /** What a container would see: the configuration, the example of the secret with values, and its own address. */
    private static Map<String, String> environment() throws IOException {
        ConfigMap configuration = manifests.the(ConfigMap.class);
        assertThat(node.getEnvFrom().get(0).getConfigMapRef().getName())
                .isEqualTo(configuration.getMetadata().getName());
        Map<String, String> environment = new HashMap<>(configuration.getData());
        Files.readAllLines(EXAMPLE.resolve("evently.env.example")).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> environment.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        environment.put("JWT_SECRET", RunningNode.JWT_SECRET);
        environment.put("EVENTLY_ADMIN_EMAIL", "admin@example.com");
        environment.put("EVENTLY_ADMIN_PASSWORD", "a password of the tests");
        for (EnvVar variable : node.getEnv()) {
            assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("status.podIP");
            environment.put(variable.getName(), POD_ADDRESS);
        }
        return environment;
    }

    private static Service headless() {
        return manifests.all(Service.class).stream()
                .filter(service -> "None".equals(service.getSpec().getClusterIP()))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> portsOf(NetworkPolicyIngressRule rule) {
        return rule.getPorts().stream().map(port -> port.getPort().getStrVal()).collect(Collectors.toSet());
    }
}
