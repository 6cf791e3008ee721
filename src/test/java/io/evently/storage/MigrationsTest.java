package io.evently.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The migrations that a start looks for")
class MigrationsTest {

    static Stream<Migrations> kinds() {
        return Stream.of(Migrations.ACCOUNTS, Migrations.SHARD);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("are all that there are")
    void complete(Migrations migrations) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources", migrations.directory()))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(migrations.files());
        }
    }
}
