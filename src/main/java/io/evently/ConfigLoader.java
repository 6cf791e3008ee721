package io.evently;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the configuration: the packaged defaults, over them the operator's file, over it the environment. The defaults
 * name every key there is; any other is refused.
 */
final class ConfigLoader {
    static final String FILE_VARIABLE = "EVENTLY_CONFIG";
    private static final Path USUAL_FILE = Path.of("conf", "evently.yaml");
    private static final String DEFAULTS = "/conf/evently.yaml";
    private static final String PREFIX = "EVENTLY_";
    /** Variables of other programs' making, or older than this one's naming rule. */
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "PORT", "http.port",
            "DATABASE_URL", "storage.url",
            "REDIS_URL", "cache.url",
            "JWT_SECRET", "account.jwtSecret",
            "EVENTLY_ADMIN_EMAIL", "account.adminEmail",
            "EVENTLY_ADMIN_PASSWORD", "account.adminPassword");
    /** Read elsewhere: here, by the logging and by the start script. */
    private static final Set<String> NOT_KEYS =
            Set.of(FILE_VARIABLE, "EVENTLY_LOG_FORMAT", "EVENTLY_LOG_LEVEL", "EVENTLY_JAVA_OPTS");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper BINDER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ConfigLoader() {}

    /** @throws ConfigException with one sentence that names the key */
    static ServerConfig load(Map<String, String> environment) {
        ObjectNode tree = defaults();
        ObjectNode known = tree.deepCopy();
        String named = environment.get(FILE_VARIABLE);
        Path file = named == null ? USUAL_FILE : Path.of(named);
        if (named != null || Files.exists(file)) {
            merge(tree, known, FormerProfileKey.replaced(read(file), file), "", file);
        }
        Map<String, String> variables = FormerProfileKey.replaced(environment);
        overlay(tree, known, variables);
        ProfileDefaults.fill(tree, variables.containsKey(variable("profile")));
        return bind(tree);
    }

    private static ObjectNode defaults() {
        try (InputStream in = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
            if (YAML.readTree(in) instanceof ObjectNode tree) {
                return tree;
            }
            throw new IllegalStateException(DEFAULTS + " is not a tree");
        } catch (IOException e) {
            throw new IllegalStateException(DEFAULTS + " is missing from the class path", e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new ConfigException("Configuration file " + file + " is not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException("Configuration file " + file + " cannot be read.");
        }
    }

    private static void merge(ObjectNode into, JsonNode known, JsonNode from, String path, Path file) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String key = entry.getKey();
            String full = path + key;
            if (!known.has(key)) {
                throw new ConfigException("Unknown configuration key " + full + " in " + file + ".");
            }
            if (known.get(key) instanceof ObjectNode section) {
                if (!entry.getValue().isObject()) {
                    throw new ConfigException("Configuration key " + full + " in " + file + " must be a section.");
                }
                merge((ObjectNode) into.get(key), section, entry.getValue(), full + ".", file);
            } else {
                into.set(key, entry.getValue());
            }
        }
    }

    private static void overlay(ObjectNode tree, ObjectNode known, Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        collect(known, "", variables);
        SHORT_NAMES.forEach((variable, key) -> {
            if (environment.containsKey(variable)) {
                set(tree, key, String.valueOf(environment.get(variable)));
            }
        });
        environment.forEach((variable, value) -> {
            String key = variables.get(variable);
            if (key != null) {
                set(tree, key, value);
            } else if (variable.startsWith(PREFIX)
                    && !NOT_KEYS.contains(variable)
                    && !SHORT_NAMES.containsKey(variable)) {
                throw new ConfigException("Environment variable " + variable + " names no configuration key.");
            }
        });
    }

    private static void collect(ObjectNode section, String path, Map<String, String> variables) {
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            String full = path + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner) {
                collect(inner, full + ".", variables);
            } else {
                variables.put(variable(full), full);
            }
        }
    }

    /** {@code booking.maxQuantity} is {@code EVENTLY_BOOKING_MAX_QUANTITY}. */
    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static void set(ObjectNode tree, String key, String value) {
        ObjectNode section = tree;
        String name = key;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
            section = (ObjectNode) section.get(name.substring(0, dot));
            name = name.substring(dot + 1);
        }
        if (section.get(name) instanceof ArrayNode) {
            ArrayNode list = section.putArray(name);
            for (String item : value.split(",", -1)) {
                if (!item.isBlank()) {
                    list.add(item.strip());
                }
            }
        } else if (value.isBlank()) {
            section.putNull(name);
        } else {
            section.put(name, value);
        }
    }

    private static ServerConfig bind(ObjectNode tree) {
        try {
            return BINDER.treeToValue(tree, ServerConfig.class);
        } catch (JsonMappingException e) {
            throw new ConfigException(sentence(e));
        } catch (JsonProcessingException e) {
            throw new ConfigException("The configuration cannot be read: " + e.getOriginalMessage());
        }
    }

    // What a record's constructor refused says it best; what cannot even be read as its type is told without its value,
    // which may be a secret.
    private static String sentence(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof NullPointerException) {
            return String.valueOf(e.getCause().getMessage());
        }
        String key = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return "Configuration key " + key + " has a value of the wrong kind.";
    }
}
