package io.evently.bus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Carries one message family: the same instance inside a node; length, {@link Seal} and Jackson bytes between nodes. */
final class RecordCodec<T extends BusMessage> implements MessageCodec<T, T> {
    private final String name;
    private final byte[] nameBytes;
    private final Seal seal;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    RecordCodec(Class<T> family, ObjectMapper mapper, Seal seal) {
        this.name = nameOf(family);
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        this.seal = seal;
        this.writer = mapper.writerFor(family);
        this.reader = mapper.readerFor(family);
    }

    /** The codec name of a family; throws when its root carries no {@link BusName}. */
    static String nameOf(Class<?> family) {
        BusName name = family.getAnnotation(BusName.class);
        if (name == null) {
            throw new IllegalArgumentException(family.getName() + " has no @BusName");
        }
        return name.value();
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        try {
            byte[] bytes = writer.writeValueAsBytes(message);
            buffer.appendInt(bytes.length)
                    .appendBytes(seal.of(nameBytes, bytes))
                    .appendBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        int begin = position + Integer.BYTES + Seal.LENGTH;
        int length = buffer.getInt(position);
        if (length < 0 || length > buffer.length() - begin) {
            throw new ForgedMessageException();
        }
        byte[] bytes = buffer.getBytes(begin, begin + length);
        if (!seal.fits(buffer.getBytes(position + Integer.BYTES, begin), nameBytes, bytes)) {
            throw new ForgedMessageException();
        }
        try {
            return reader.readValue(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
