package io.evently.embedded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What runs in a data directory, for the nodes that join and for people who look. A hint and no proof: whether a server
 * is there and ours is asked of the server.
 *
 * @param postgresPort 0 when unknown
 * @param redisPort 0 when unknown or when there is no Redis
 * @param redisPid likewise
 * @param numberSpace see {@link OsProcess#numberSpace}; empty when unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServicesFile(int postgresPort, int redisPort, long redisPid, String numberSpace) {
    private static final ServicesFile NOTHING = new ServicesFile(0, 0, 0, "");
    private static final ObjectMapper JSON = new ObjectMapper();

    static ServicesFile read(DataDirectory data) throws IOException {
        if (!Files.exists(data.services())) {
            return NOTHING;
        }
        byte[] text = Files.readAllBytes(data.services());
        try {
            return JSON.readValue(text, ServicesFile.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return NOTHING;
        }
    }

    void write(DataDirectory data) throws IOException {
        Path part = data.root().resolve("services.json.part");
        Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(part, data.services(), StandardCopyOption.ATOMIC_MOVE);
    }
}
