package io.evently.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one writer, by their topics. A node of an older release meets members and topics that it does not know: it
 * leaves them alone. Used on any thread.
 *
 * @param <F> a sealed interface of records, each with a {@link FactName}
 */
public final class FactFamily<F extends Fact> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, ObjectReader> readers = new LinkedHashMap<>();

    private FactFamily() {}

    /** The family of a sealed interface; throws when one of its records has no {@link FactName}. */
    public static <F extends Fact> FactFamily<F> of(Class<F> root) {
        FactFamily<F> family = new FactFamily<>();
        family.add(root);
        return family;
    }

    /** Several families read as one. */
    public static FactFamily<Fact> union(FactFamily<?>... families) {
        FactFamily<Fact> union = new FactFamily<>();
        for (FactFamily<?> family : families) {
            union.readers.putAll(family.readers);
        }
        return union;
    }

    /** The topics of this family. */
    public Set<String> topics() {
        return Set.copyOf(readers.keySet());
    }

    /**
     * What a stored fact says; empty when it is not of this family.
     *
     * @throws IllegalArgumentException when it is, and lacks what its record needs
     */
    public Optional<F> read(StoredFact stored) {
        ObjectReader reader = readers.get(stored.topic());
        if (reader == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.readValue(stored.members()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Fact " + stored.number() + " is no " + stored.topic(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> member : permitted) {
                add(member);
            }
            return;
        }
        FactName name = type.getAnnotation(FactName.class);
        if (name == null) {
            throw new IllegalArgumentException(type.getName() + " has no @FactName");
        }
        readers.put(name.value(), MAPPER.readerFor(type));
    }
}
