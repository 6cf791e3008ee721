package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@DisplayName("docs/configuration.md")
class ConfigurationDocTest {
    private static final Path DEFAULTS = Path.of("conf", "evently.yaml");
    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final Pattern KEY_ROW = Pattern.compile("\\| `([a-z][A-Za-z]*(?:\\.[A-Za-z]+)*)` \\|.*");
    private static final String COLUMN = " \\| ";
    private static final int DEFAULT_COLUMN = 3;
    private static final int VARIABLE_COLUMN = 4;

    @Test
    @DisplayName("describes every key once, in the order of the file, and no key that does not exist")
    void everyKey() throws IOException {
        assertThat(rows().stream().map(Row::key))
                .containsExactlyElementsOf(keys().stream().map(Row::key).toList());
    }

    @Test
    @DisplayName("gives every key's default as the file has it")
    void defaults() throws IOException {
        assertThat(rows())
                .extracting(Row::key, Row::byDefault)
                .isSubsetOf(keys().stream()
                        .map(key -> tuple(key.key(), key.byDefault()))
                        .toList());
    }

    @Test
    @DisplayName("gives every key's environment variable as the program reads it")
    void variables() throws IOException {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.variable()).endsWith('`' + ConfigLoader.variable(row.key()) + '`'));
    }

    private record Row(String key, String byDefault, String variable) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> KEY_ROW.matcher(line).matches())
                .map(ConfigurationDocTest::row)
                .toList();
    }

    private static Row row(String line) {
        String[] columns = line.substring(2, line.length() - 2).split(COLUMN, -1);
        return new Row(columns[0].replace("`", ""), columns[DEFAULT_COLUMN], columns[VARIABLE_COLUMN]);
    }

    private static List<Row> keys() throws IOException {
        List<Row> keys = new ArrayList<>();
        collect(new YAMLMapper().readTree(Files.readAllBytes(DEFAULTS)), "", keys);
        return keys;
    }

    private static void collect(JsonNode section, String path, List<Row> keys) {
        section.properties().forEach(entry -> {
            String key = path + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner) {
                collect(inner, key + '.', keys);
            } else {
                keys.add(new Row(key, written(entry.getValue()), ConfigLoader.variable(key)));
            }
        });
    }

    private static String written(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add('`' + item.asText() + '`'));
            return items.isEmpty() ? "none" : items.stream().collect(joining(" "));
        }
        return value.isNull() ? "none" : '`' + value.asText() + '`';
    }
}
