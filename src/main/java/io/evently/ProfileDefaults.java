package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is not configured and depends on the profile: the profile itself, and where HTTP listens. Whoever tries the service
 * out gets the demo, for this machine alone; a database that was named may be a real one, and does not become a demo by
 * somebody forgetting a variable.
 */
final class ProfileDefaults {
    private static final String PROFILE = "profile";
    private static final String DEMO = "demo";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    private ProfileDefaults() {}

    /**
     * Fills them in.
     *
     * @param profileGiven whether somebody set the profile, be it to nothing
     * @throws ConfigException when the profile has to be said
     */
    static void fill(ObjectNode tree, boolean profileGiven) {
        if (tree.path(PROFILE).isNull() && !profileGiven) {
            if (namesDatabase(tree.path("storage"))) {
                throw new ConfigException(
                        "profile (EVENTLY_PROFILE) is missing: with a database of its own the service does"
                                + " not guess whether it is to be demo, with public logins, or production.");
            }
            tree.put(PROFILE, DEMO);
        }
        ObjectNode http = (ObjectNode) tree.get("http");
        if (http.path("host").isNull()) {
            http.put("host", DEMO.equalsIgnoreCase(tree.path(PROFILE).asText()) ? LOOPBACK : EVERYWHERE);
        }
    }

    private static boolean namesDatabase(JsonNode storage) {
        return !storage.path("url").isNull()
                || !storage.path("accounts").isNull()
                || !storage.path("shards").isEmpty();
    }
}
