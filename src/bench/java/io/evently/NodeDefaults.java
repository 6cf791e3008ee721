package io.evently;

import io.evently.storage.StorageConfig;
import java.util.Map;

/** What a node of this program would use if it were told nothing else. */
public final class NodeDefaults {
    private NodeDefaults() {}

    /** Pools and limits as a node has them, on the databases of a URL. */
    public static StorageConfig storage(String databaseUrl) {
        return ConfigLoader.load(Map.of("EVENTLY_PROFILE", "demo", "DATABASE_URL", databaseUrl))
                .storage();
    }
}
