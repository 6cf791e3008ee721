package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profile was a key of the accounts before. It is still read as such, in a file or as a variable, for one release. */
final class FormerProfileKey {
    private static final Logger log = LoggerFactory.getLogger(FormerProfileKey.class);
    private static final String SECTION = "account";
    private static final String KEY = "profile";
    private static final String VARIABLE = "EVENTLY_PROFILE";
    private static final String FORMER_VARIABLE = "EVENTLY_ACCOUNT_PROFILE";

    private FormerProfileKey() {}

    /** The operator's file with the key where it belongs. */
    static JsonNode replaced(JsonNode file, Path path) {
        if (!(file.get(SECTION) instanceof ObjectNode section) || !section.has(KEY)) {
            return file;
        }
        ObjectNode replaced = file.deepCopy();
        JsonNode former = replaced.withObjectProperty(SECTION).remove(KEY);
        JsonNode given = replaced.get(KEY);
        if (given != null && !given.equals(former)) {
            throw new ConfigException("account.profile and profile differ in " + path
                    + ": account.profile is the former name of profile, which alone should be there.");
        }
        log.warn("Configuration key account.profile in {} is called profile now; the next release refuses it", path);
        return replaced.set(KEY, former);
    }

    /** The environment with the variable by its name. */
    static Map<String, String> replaced(Map<String, String> environment) {
        String former = environment.get(FORMER_VARIABLE);
        if (former == null) {
            return environment;
        }
        if (!former.equals(environment.getOrDefault(VARIABLE, former))) {
            throw new ConfigException(FORMER_VARIABLE + " and " + VARIABLE + " differ: " + FORMER_VARIABLE
                    + " is the former name of " + VARIABLE + ", which alone should be set.");
        }
        log.warn("Environment variable {} is called {} now; the next release refuses it", FORMER_VARIABLE, VARIABLE);
        Map<String, String> replaced = new HashMap<>(environment);
        replaced.remove(FORMER_VARIABLE);
        replaced.put(VARIABLE, former);
        return replaced;
    }
}
