package io.evently.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a kustomization of nothing but a list of files comes to. Read by the types of Kubernetes, and strictly: what they do not know
 * is refused, as a misspelt name would otherwise go unnoticed.
 *
 * @param documents as they stand in the files
 * @param objects the same, as Kubernetes understands them
 */
public record Manifests(List<JsonNode> documents, List<HasMetadata> objects) {
    private static final Set<String> UNDERSTOOD = Set.of("apiVersion", "kind", "resources");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    private static final YAMLMapper STRICT =
            YAMLMapper.builder().annotationIntrospector(new NoRoomForMore()).build();

    public Manifests {
        documents = List.copyOf(documents);
        objects = List.copyOf(objects);
    }

    /** What is in this folder with a kustomization. */
    public static Manifests of(Path folder) throws IOException {
        JsonNode kustomization =
                STRICT.readTree(folder.resolve("kustomization.yaml").toFile());
        kustomization.fieldNames().forEachRemaining(key -> {
            if (!UNDERSTOOD.contains(key)) {
                throw new IllegalArgumentException(key + " is more than a list of files");
            }
        });
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode file : kustomization.path("resources")) {
            documents.addAll(documents(Files.readString(folder.resolve(file.asText()))));
        }
        return of(documents);
    }

    /** What was rendered: YAML with a document for each object. */
    public static Manifests of(String rendered) throws IOException {
        return of(documents(rendered));
    }

    /** The only object of this type. */
    public <T extends HasMetadata> T the(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " of " + type.getSimpleName());
        }
        return all.get(0);
    }

    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Manifests of(List<JsonNode> documents) {
        return new Manifests(
                documents, documents.stream().map(Manifests::object).toList());
    }

    private static List<JsonNode> documents(String yaml) throws IOException {
        return STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    }

    private static HasMetadata object(JsonNode document) {
        String kind = document.path("apiVersion").asText()
                + '/'
                + document.path("kind").asText();
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("no kind of ours: " + kind);
        }
        try {
            return STRICT.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(kind + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The types have a place for what they do not know. Without it that is an error. */
    private static final class NoRoomForMore extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
