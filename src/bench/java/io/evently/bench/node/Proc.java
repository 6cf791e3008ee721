package io.evently.bench.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Linux tells of its processes. A process that is gone has used nothing. */
final class Proc {
    private static final Path ROOT = Path.of("/proc");
    // USER_HZ, which Linux has fixed at 100 for everything that shows in /proc.
    private static final long MICROS_PER_TICK = 10_000;
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;
    private static final long BYTES_PER_KIB = 1_024;

    private Proc() {}

    static Optional<Long> parent(long pid) {
        return stat(pid).map(fields -> Long.parseLong(fields[PARENT]));
    }

    /** Empty when there is no such process. */
    static String program(long pid) {
        return text(ROOT.resolve(Long.toString(pid)).resolve("comm")).strip();
    }

    /** Processor time of all its threads so far, in microseconds. */
    static long cpuMicros(long pid) {
        return stat(pid).map(fields -> micros(fields, USER_TIME, SYSTEM_TIME)).orElse(0L);
    }

    /** Processor time so far of a process and its children, living and ended, in microseconds. */
    static long cpuMicrosOfFamily(long pid) {
        long sum = stat(pid)
                .map(fields -> micros(fields, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME))
                .orElse(0L);
        for (long child : children(pid)) {
            sum += cpuMicros(child);
        }
        return sum;
    }

    /** Resident memory now, in bytes. */
    static long residentBytes(long pid) {
        return text(ROOT.resolve(Long.toString(pid)).resolve("status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB)
                .findFirst()
                .orElse(0L);
    }

    /** Processor time of the whole machine so far, in microseconds. */
    static MachineTime machine() {
        String[] fields =
                text(ROOT.resolve("stat")).lines().findFirst().orElse("").split(" +", -1);
        // cpu user nice system idle iowait irq softirq steal
        return fields.length < 9
                ? new MachineTime(0, 0)
                : new MachineTime(micros(fields, 1, 2, 3, 6, 7), micros(fields, 8));
    }

    /**
     * Processor time of the machine.
     *
     * @param busyMicros all processes and the kernel
     * @param stolenMicros what the hypervisor gave to others
     */
    record MachineTime(long busyMicros, long stolenMicros) {}

    private static List<Long> children(long pid) {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path process : processes) {
                long candidate = Long.parseLong(process.getFileName().toString());
                if (parent(candidate).filter(parent -> parent == pid).isPresent()) {
                    children.add(candidate);
                }
            }
        } catch (IOException e) {
            return children;
        }
        return children;
    }

    private static long micros(String[] fields, int... which) {
        long ticks = 0;
        for (int field : which) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks * MICROS_PER_TICK;
    }

    // What stands behind the program's name, which may hold anything.
    private static Optional<String[]> stat(long pid) {
        String stat = text(ROOT.resolve(Long.toString(pid)).resolve("stat"));
        int name = stat.lastIndexOf(')');
        return name < 0
                ? Optional.empty()
                : Optional.of(stat.substring(name + 2).split(" ", -1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
