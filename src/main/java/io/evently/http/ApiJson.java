package io.evently.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.evently.text.Text;
import io.evently.time.Rfc3339;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * JSON as this API speaks it: snake_case members, money as plain decimal numbers, instants in RFC 3339, UTC,
 * milliseconds.
 */
public final class ApiJson {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addDeserializer(String.class, new ComposedText()))
            .build();

    private ApiJson() {}

    public static Buffer render(Object body) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot render " + body.getClass().getName(), e);
        }
    }

    /** Writes JSON by hand, past the mapper: for bodies that are written thousands of times a second. */
    public interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    /**
     * Renders a value by hand.
     *
     * @param expectedBytes a guess at the length
     */
    public static Buffer render(int expectedBytes, Writing writing) {
        Buffer buffer = Buffer.buffer(expectedBytes);
        try (JsonGenerator out = MAPPER.getFactory().createGenerator(new BufferStream(buffer))) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer;
    }

    public static String render(Instant instant) {
        return Rfc3339.text(instant);
    }

    /** Binds JSON that the contract has found valid. */
    public static <T> T bind(JsonNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The document allows what " + type.getSimpleName() + " cannot hold", e);
        }
    }

    /** Text as it was sent, where that matters: a password may have been hashed in another form. */
    public static final class TextAsSent extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        public TextAsSent() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.getText();
        }
    }

    // All text that comes in has one form, so that it can be compared and found.
    private static final class ComposedText extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        ComposedText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Text.composed(in.getText());
        }
    }

    private static final class BufferStream extends OutputStream {
        private final Buffer buffer;

        BufferStream(Buffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void write(int b) {
            buffer.appendByte((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.appendBytes(bytes, offset, length);
        }
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(render(value));
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return OffsetDateTime.parse(in.getValueAsString()).toInstant();
        }
    }
}
