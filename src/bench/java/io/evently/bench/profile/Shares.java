package io.evently.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** How the processor time of a profile is shared out. */
public final class Shares {
    private Shares() {}

    /**
     * Reads stacks in the collapsed form: frames from the outermost to the innermost with semicolons, a space, a number.
     *
     * @return shares, 0–1, that add up to 1; empty when there are no stacks
     */
    public static Map<Category, Double> of(Path collapsed) {
        try (Stream<String> lines = Files.lines(collapsed)) {
            return of(lines);
        } catch (IOException e) {
            throw new ProfileException("The profile cannot be read: " + e.getMessage() + '.', e);
        }
    }

    static Map<Category, Double> of(Stream<String> lines) {
        Map<Category, Long> samples = new EnumMap<>(Category.class);
        lines.filter(line -> line.lastIndexOf(' ') > 0).forEach(line -> {
            int space = line.lastIndexOf(' ');
            Category category =
                    Category.of(Arrays.asList(line.substring(0, space).split(";", -1)));
            samples.merge(category, Long.parseLong(line.substring(space + 1)), Long::sum);
        });
        double all = samples.values().stream().mapToLong(Long::longValue).sum();
        Map<Category, Double> shares = new EnumMap<>(Category.class);
        samples.forEach((category, count) -> shares.put(category, count / all));
        return shares;
    }
}
