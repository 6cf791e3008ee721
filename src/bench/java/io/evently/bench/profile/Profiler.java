package io.evently.bench.profile;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** async-profiler, attached to a node for a while. Blocks. */
public final class Profiler {
    /** Flags of the node's JVM without which times are put down to the wrong lines. */
    public static final List<String> FLAGS = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    // The first needs the kernel's permission; the others count the same time by timers, without the kernel's frames.
    private static final List<String> EVENTS = List.of("cpu", "ctimer", "itimer");
    private static final String INTERVAL = "500us";

    private final Path library;
    private final long pid;

    private Profiler(Path library, long pid) {
        this.library = library;
        this.pid = pid;
    }

    /**
     * Starts profiling a process.
     *
     * @param directory where the profiler's library is unpacked
     * @throws ProfileException when the process or this machine does not allow it
     */
    public static Profiler start(long pid, Path directory) {
        Profiler profiler = new Profiler(unpacked(directory), pid);
        ProfileException refused = null;
        for (String event : EVENTS) {
            try {
                profiler.tell("start,event=" + event + ",interval=" + INTERVAL + ",threads");
                return profiler;
            } catch (ProfileException e) {
                refused = e;
            }
        }
        throw new ProfileException("No kind of profiling works here.", refused);
    }

    /** Ends it and writes one line for each stack, with how often it was seen. */
    public void stop(Path collapsed) {
        tell("stop,collapsed,threads,file=" + collapsed.toAbsolutePath());
    }

    private void tell(String command) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgentPath(library.toString(), command);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException | IOException e) {
            throw new ProfileException("Process " + pid + " cannot be profiled: " + e.getMessage() + '.', e);
        }
    }

    private static Path unpacked(Path directory) {
        String resource = "/" + platform() + "/libasyncProfiler.so";
        try (InputStream in = Profiler.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no profiler for " + platform());
            }
            Files.createDirectories(directory);
            Path library = directory.resolve("libasyncProfiler.so").toAbsolutePath();
            // A process that has the old file in use must not see it change.
            Path fresh = Files.createTempFile(directory, "lib", ".so");
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(fresh, library, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ProfileException("The profiler cannot be unpacked: " + e.getMessage() + '.', e);
        }
    }

    private static String platform() {
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }
}
