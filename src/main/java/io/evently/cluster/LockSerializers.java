package io.evently.cluster;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the lock's record, its steps and their answers travel between members: fixed fields, no class names. */
final class LockSerializers {
    // Type ids are the wire format: never give one to another class.
    private static final int RECORD_ID = 1_001;
    private static final int ANSWER_ID = 1_002;
    private static final int ACQUIRE_ID = 1_003;
    private static final int RELEASE_ID = 1_004;
    private static final int KEEP_ID = 1_005;

    private LockSerializers() {}

    static void addTo(SerializationConfig config) {
        add(config, LockRecord.class, RECORD_ID, LockSerializers::writeRecord, LockSerializers::readRecord);
        add(config, LockAnswer.class, ANSWER_ID, LockSerializers::writeAnswer, LockSerializers::readAnswer);
        add(
                config,
                LockStep.Acquire.class,
                ACQUIRE_ID,
                (out, step) -> {
                    writeUuid(out, step.node);
                    out.writeLong(step.leaseMs);
                },
                in -> new LockStep.Acquire(readUuid(in), in.readLong()));
        add(
                config,
                LockStep.Release.class,
                RELEASE_ID,
                (out, step) -> {
                    writeUuid(out, step.node);
                    out.writeLong(step.token);
                },
                in -> new LockStep.Release(readUuid(in), in.readLong()));
        add(
                config,
                LockStep.Keep.class,
                KEEP_ID,
                (out, step) -> {
                    out.writeBoolean(step.record != null);
                    if (step.record != null) {
                        writeRecord(out, step.record);
                    }
                },
                in -> new LockStep.Keep<>(in.readBoolean() ? readRecord(in) : null));
    }

    private static void writeRecord(ObjectDataOutput out, LockRecord record) throws IOException {
        writeOptionalUuid(out, record.owner());
        out.writeLong(record.token());
        out.writeLong(record.deadline());
        out.writeInt(record.waiters().size());
        for (LockRecord.Waiter waiter : record.waiters()) {
            writeUuid(out, waiter.node());
            out.writeLong(waiter.lastAsked());
        }
    }

    private static LockRecord readRecord(ObjectDataInput in) throws IOException {
        UUID owner = readOptionalUuid(in);
        long token = in.readLong();
        long deadline = in.readLong();
        int count = in.readInt();
        List<LockRecord.Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiters.add(new LockRecord.Waiter(readUuid(in), in.readLong()));
        }
        return new LockRecord(owner, token, deadline, waiters);
    }

    private static void writeAnswer(ObjectDataOutput out, LockAnswer answer) throws IOException {
        out.writeBoolean(answer.granted());
        out.writeLong(answer.token());
        writeOptionalUuid(out, answer.owner());
        out.writeBoolean(answer.contended());
    }

    private static LockAnswer readAnswer(ObjectDataInput in) throws IOException {
        return new LockAnswer(in.readBoolean(), in.readLong(), readOptionalUuid(in), in.readBoolean());
    }

    private static void writeOptionalUuid(ObjectDataOutput out, @Nullable UUID id) throws IOException {
        out.writeBoolean(id != null);
        if (id != null) {
            writeUuid(out, id);
        }
    }

    private static @Nullable UUID readOptionalUuid(ObjectDataInput in) throws IOException {
        return in.readBoolean() ? readUuid(in) : null;
    }

    private static void writeUuid(ObjectDataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readUuid(ObjectDataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static <T> void add(
            SerializationConfig config, Class<T> type, int id, Writing<T> writing, Reading<T> reading) {
        config.addSerializerConfig(
                new SerializerConfig().setTypeClass(type).setImplementation(new Fields<>(id, writing, reading)));
    }

    private interface Writing<T> {
        void write(ObjectDataOutput out, T object) throws IOException;
    }

    private interface Reading<T> {
        T read(ObjectDataInput in) throws IOException;
    }

    private record Fields<T>(int id, Writing<T> writing, Reading<T> reading) implements StreamSerializer<T> {
        @Override
        public int getTypeId() {
            return id;
        }

        @Override
        public void write(ObjectDataOutput out, T object) throws IOException {
            writing.write(out, object);
        }

        @Override
        public T read(ObjectDataInput in) throws IOException {
            return reading.read(in);
        }
    }
}
