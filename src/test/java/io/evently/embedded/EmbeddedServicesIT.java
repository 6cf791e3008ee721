package io.evently.embedded;

import io.evently.testing.TestServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@DisplayName("The embedded servers")
class EmbeddedServicesIT {
    private Path data;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "embedded").toAbsolutePath());
        data = Files.createTempDirectory(parent, "data");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        // The programs of an earlier test save each one three seconds of unpacking.
        Path unpacked = parent.resolve("bin");
        Files.createDirectories(unpacked);
        Files.createSymbolicLink(data.resolve("bin"), unpacked);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (Files.exists(data.resolve("postgres")) || Files.exists(data.resolve("services.json"))) {
            EmbeddedServices.start(configuration()).stop();
        }
        FileTree.delete(data);
    }

    @Test
    @DisplayName("start from nothing, durable and on loopback alone, and stop without a trace of a process")
    void firstStart() throws Exception {
        EmbeddedServices services = EmbeddedServices.start(configuration());
        assertThat(services.redisUrl()).isPresent();
        assertThat(answer(services.databaseUrl(), "SHOW fsync")).isEqualTo("on");
        assertThat(answer(services.databaseUrl(), "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(answer(services.databaseUrl(), "SHOW data_checksums")).isEqualTo("on");
        assertThat(answer(services.databaseUrl(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(answer(services.databaseUrl(), "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(answer(services.databaseUrl(), "SHOW password_encryption")).isEqualTo("scram-sha-256");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                .isEqualTo("rw-------");
        long postgres = postmaster();
        long redis = redis();

        services.stop();

        assertThat(OsProcess.find(postgres)).isEmpty();
        assertThat(OsProcess.find(redis)).isEmpty();
    }

    @Test
    @DisplayName("belong, started by root, to a user of their own, who owns the databases and cannot read the password")
    void userOfTheirOwn() throws Exception {
        assumeTrue(OsProcess.isRoot(), "only root has the choice");
        EmbeddedServices services = EmbeddedServices.start(configuration());
        int servers = FileTree.owner(data.resolve("postgres"));
        assertThat(servers).isNotIn(0, 65_534);
        assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain(":" + servers + ":");
        assertThat(FileTree.owner(data.resolve("password"))).isZero();
        assertThat(Files.getAttribute(Path.of("/proc", Long.toString(postmaster())), "unix:uid"))
                .isEqualTo(servers);
        assertThat(Files.getAttribute(Path.of("/proc", Long.toString(redis())), "unix:uid"))
                .isEqualTo(servers);
        services.stop();

        // As an earlier release left it.
        FileTree.give(data.resolve("postgres"), 65_534, 65_534);
        FileTree.give(data.resolve("password"), 65_534, 65_534);
        EmbeddedServices again = EmbeddedServices.start(configuration());
        assertThat(answer(again.databaseUrl(), "SELECT 1")).isEqualTo("1");
        assertThat(FileTree.owner(data.resolve("postgres"))).isEqualTo(servers);
        assertThat(FileTree.owner(data.resolve("password"))).isZero();
        again.stop();
    }

    @Test
    @DisplayName("cannot be kept from starting or stopping by other users, who can lock nothing")
    void lockFiles() throws Exception {
        for (String name : List.of("start.lock", "nodes.lock")) {
            Path lock = Files.createFile(data.resolve(name));
            Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
        }
        EmbeddedServices services = EmbeddedServices.start(configuration());
        for (String name : List.of("start.lock", "nodes.lock", "password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        services.stop();
    }

    @Test
    @DisplayName("are found by a program that is no node for as long as they run")
    void foundByOthers() {
        assertThat(EmbeddedServices.runningDatabaseUrl(data)).isEmpty();
        EmbeddedServices services = EmbeddedServices.start(configuration());
        assertThat(EmbeddedServices.runningDatabaseUrl(data)).contains(services.databaseUrl());

        services.stop();

        assertThat(EmbeddedServices.runningDatabaseUrl(data)).isEmpty();
    }

    @Test
    @DisplayName("keep the data and the password over a stop and a start")
    void restart() throws Exception {
        EmbeddedServices first = EmbeddedServices.start(configuration());
        execute(first.databaseUrl(), "CREATE TABLE kept AS SELECT 42 AS value");
        first.stop();

        EmbeddedServices second = EmbeddedServices.start(configuration());
        assertThat(answer(second.databaseUrl(), "SELECT value FROM kept")).isEqualTo("42");
        second.stop();
    }

    @Test
    @DisplayName("recover what was committed before PostgreSQL and Redis were killed")
    void killedServers() throws Exception {
        try (NodeProcess node = NodeProcess.start(data)) {
            execute(node.databaseUrl(), "CREATE TABLE kept AS SELECT 42 AS value");
            kill(postmaster());
            kill(redis());
            node.kill();
        }

        EmbeddedServices services = EmbeddedServices.start(configuration());
        assertThat(answer(services.databaseUrl(), "SELECT value FROM kept")).isEqualTo("42");
        assertThat(services.redisUrl()).isPresent();
        services.stop();
    }

    @Test
    @DisplayName("come back on the port that a living node knows when they were killed under it")
    void killedUnderALivingNode() throws Exception {
        try (NodeProcess living = NodeProcess.start(data)) {
            kill(postmaster());

            EmbeddedServices services = EmbeddedServices.start(configuration());

            assertThat(services.databaseUrl()).isEqualTo(living.databaseUrl());
            services.stop();
            assertThat(answer(living.databaseUrl(), "SELECT 1")).isEqualTo("1");
            living.stop();
        }
    }

    @Test
    @DisplayName("are shared by nodes in one directory and stay for the other when the first is killed")
    void sharing() throws Exception {
        try (NodeProcess first = NodeProcess.start(data);
                NodeProcess second = NodeProcess.start(data)) {
            assertThat(second.databaseUrl()).isEqualTo(first.databaseUrl());
            long postgres = postmaster();
            long redis = redis();

            first.kill();
            assertThat(answer(second.databaseUrl(), "SELECT 1")).isEqualTo("1");
            EmbeddedServices third = EmbeddedServices.start(configuration());
            assertThat(third.databaseUrl()).isEqualTo(second.databaseUrl());
            third.stop();
            assertThat(answer(second.databaseUrl(), "SELECT 1")).isEqualTo("1");
            assertThat(OsProcess.find(redis)).isPresent();

            second.stop();
            assertThat(OsProcess.find(postgres)).isEmpty();
            assertThat(OsProcess.find(redis)).isEmpty();
        }
    }

    @Test
    @DisplayName("are taken over from a node that was killed alone")
    void takenOver() throws Exception {
        try (NodeProcess node = NodeProcess.start(data)) {
            long postgres = postmaster();
            long redis = redis();
            node.kill();

            EmbeddedServices services = EmbeddedServices.start(configuration());

            assertThat(services.databaseUrl()).isEqualTo(node.databaseUrl());
            assertThat(postmaster()).isEqualTo(postgres);
            assertThat(redis()).isEqualTo(redis);
            services.stop();
        }
    }

    @Test
    @DisplayName("start once when several nodes start at the same moment")
    void together() throws Exception {
        List<NodeProcess> nodes =
                Stream.of(1, 2, 3).parallel().map(number -> started()).toList();
        try {
            assertThat(nodes.stream().map(NodeProcess::databaseUrl).distinct()).hasSize(1);
        } finally {
            for (NodeProcess node : nodes) {
                node.stop();
            }
        }
        assertThat(data.resolve("services.json")).doesNotExist();
    }

    @Test
    @DisplayName("are not ended by Ctrl-C in the node's terminal: they live in sessions of their own")
    void ownSession() throws Exception {
        EmbeddedServices services = EmbeddedServices.start(configuration());
        long own = session(ProcessHandle.current().pid());
        assertThat(session(postmaster())).isNotEqualTo(own);
        assertThat(session(redis())).isNotEqualTo(own);
        services.stop();
    }

    @Test
    @DisplayName("run on a path that other users cannot pass")
    void closedParent() throws Exception {
        Path closed = Files.createDirectory(data.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        EmbeddedServices services = EmbeddedServices.start(new EmbeddedConfig(closed.resolve("data"), 0, 0));

        assertThat(answer(services.databaseUrl(), "SELECT 1")).isEqualTo("1");
        assertThat(services.redisUrl()).isPresent();
        services.stop();
    }

    @Test
    @DisplayName("say in a sentence that the directory cannot be written")
    void unwritable() {
        assertThatThrownBy(() -> EmbeddedServices.start(new EmbeddedConfig(Path.of("/proc/evently"), 0, 0)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageStartingWith("The data directory /proc/evently cannot be used")
                .hasMessageContaining("embedded.dataDirectory");
    }

    @Test
    @DisplayName("say in a sentence that another PostgreSQL works in the directory")
    void foreignPostgres() throws Exception {
        try (NodeProcess node = NodeProcess.start(data)) {
            long pid = postmaster();
            String password = Files.readString(data.resolve("password"));
            node.kill();
            Files.writeString(data.resolve("password"), "of somebody else");

            assertThatThrownBy(() -> EmbeddedServices.start(configuration()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("is in use by another PostgreSQL (process " + pid + ")");
            assertThat(OsProcess.find(pid)).isPresent();

            Files.writeString(data.resolve("password"), password);
        }
    }

    @Test
    @DisplayName("say in a sentence that a node in another container works in the directory")
    void anotherContainer() throws Exception {
        try (NodeProcess node = NodeProcess.start(data)) {
            DataDirectory directory = new DataDirectory(data.toRealPath());
            ServicesFile here = ServicesFile.read(directory);
            new ServicesFile(here.postgresPort(), here.redisPort(), here.redisPid(), "elsewhere").write(directory);

            assertThatThrownBy(() -> EmbeddedServices.start(configuration()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("is in use by a node on another machine or in another container");

            node.stop();
        }
    }

    @Test
    @DisplayName("are refused to the same process twice")
    void twiceInOneProcess() {
        EmbeddedServices services = EmbeddedServices.start(configuration());
        assertThatThrownBy(() -> EmbeddedServices.start(configuration()))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("is already used by this process");
        services.stop();
        services.stop();
    }

    @Test
    @DisplayName("are not fooled by the number of a dead PostgreSQL that another process has now")
    void reusedProcessId() throws Exception {
        EmbeddedServices.start(configuration()).stop();
        Files.writeString(
                data.resolve("postgres").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n0\n1\n");

        EmbeddedServices services = EmbeddedServices.start(configuration());

        assertThat(answer(services.databaseUrl(), "SELECT 1")).isEqualTo("1");
        services.stop();
    }

    @Test
    @DisplayName("start although the PostgreSQL that they found dies while it is asked and nobody reaps it")
    void diesWhileAsked() throws Exception {
        EmbeddedServices.start(configuration()).stop();
        Path cluster = data.toRealPath().resolve("postgres");
        Path dying = Files.copy(
                Path.of("/bin/sleep"),
                Files.createDirectory(data.resolve("dying")).resolve("postgres"));
        Process parent = ofTheServers("\"$0\" 1000 & echo $!; exec sleep 1000", dying)
                .directory(cluster.toFile())
                .start();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BufferedReader output = parent.inputReader(StandardCharsets.US_ASCII)) {
            long pid = Long.parseLong(output.readLine());
            await().until(() -> OsProcess.find(pid)
                    .filter(process -> process.program().equals("postgres"))
                    .isPresent());
            Files.writeString(
                    cluster.resolve("postmaster.pid"), pid + "\n" + cluster + "\n0\n" + port.getLocalPort() + "\n");
            CompletableFuture<EmbeddedServices> starting =
                    CompletableFuture.supplyAsync(() -> EmbeddedServices.start(configuration()));

            try (Socket asked = port.accept()) {
                assertThat(asked.isConnected()).isTrue();
                kill(pid);
                await().until(() -> OsProcess.find(pid).isEmpty());
            }

            EmbeddedServices services = starting.get(1, TimeUnit.MINUTES);
            assertThat(answer(services.databaseUrl(), "SELECT 1")).isEqualTo("1");
            services.stop();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    @DisplayName("start although a power failure left the file of the process empty")
    void emptyProcessFile() throws Exception {
        EmbeddedServices.start(configuration()).stop();
        Files.createFile(data.resolve("postgres").resolve("postmaster.pid"));

        EmbeddedServices services = EmbeddedServices.start(configuration());

        assertThat(answer(services.databaseUrl(), "SELECT 1")).isEqualTo("1");
        services.stop();
    }

    @Test
    @DisplayName("say in a sentence that the directory is damaged")
    void damaged() throws Exception {
        EmbeddedServices.start(configuration()).stop();
        Path control = data.resolve("postgres").resolve("global").resolve("pg_control");
        byte[] good = Files.readAllBytes(control);
        Files.write(control, new byte[good.length]);

        assertThatThrownBy(() -> EmbeddedServices.start(configuration()))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageStartingWith("PostgreSQL does not start in " + data.toRealPath());

        Files.write(control, good);
    }

    @Test
    @DisplayName("say in a sentence that a configured port is taken")
    void portTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedServices.start(new EmbeddedConfig(data, taken.getLocalPort(), 0)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + " (embedded.postgresPort) is taken");
        }
    }

    @Test
    @DisplayName("do without Redis when that cannot start")
    void withoutRedis() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedServices services =
                    EmbeddedServices.start(new EmbeddedConfig(data, TestServices.freePort(), taken.getLocalPort()));
            assertThat(services.redisUrl()).isEmpty();
            assertThat(answer(services.databaseUrl(), "SELECT 1")).isEqualTo("1");
            services.stop();
        }
    }

    private EmbeddedConfig configuration() {
        return new EmbeddedConfig(data, 0, 0);
    }

    private NodeProcess started() {
        try {
            return NodeProcess.start(data);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // Under the servers' own user, whose processes PostgreSQL takes seriously. The shell becomes a program that never
    // asks how its child ended.
    private ProcessBuilder ofTheServers(String script, Path argument) throws Exception {
        DataDirectory directory = new DataDirectory(data.toRealPath());
        Path program = PostgresServer.program(Binaries.of(directory).postgres());
        List<String> words =
                new ArrayList<>(ServerAccount.choose(directory, program).prefix());
        words.addAll(List.of("sh", "-c", script, argument.toString()));
        return new ProcessBuilder(words);
    }

    private long postmaster() throws IOException {
        return Postmaster.find(data.toRealPath().resolve("postgres"))
                .orElseThrow()
                .pid();
    }

    private long redis() throws IOException {
        return ServicesFile.read(new DataDirectory(data.toRealPath())).redisPid();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static long session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(afterName[3]);
    }

    private static String answer(String url, String query) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(String url, String command) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static Connection connect(String url) throws SQLException {
        URI uri = URI.create(url);
        String[] credentials = uri.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + uri.getPort() + "/postgres", credentials[0], credentials[1]);
    }
}
