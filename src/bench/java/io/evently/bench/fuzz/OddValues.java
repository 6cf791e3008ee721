package io.evently.bench.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Values that programs stumble over, drawn by chance. */
final class OddValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "NaN",
            "\u0000",
            "\u0001",
            "\u007f",
            "\r\nX-Injected: yes",
            "\n",
            "\ud800",
            "\udc00\ud800",
            "😀",
            "\u202e",
            "\u200b",
            "\ufeff",
            "e\u0301",
            "ß",
            "İ",
            "'",
            "\"",
            "' OR 1=1 --",
            "<script>",
            "%",
            "%00",
            "%zz",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "\\",
            "\\u0000",
            "\ttab",
            "2027-02-30T00:00:00Z",
            "9999-12-31T23:59:59-18:00",
            "0000-01-01T00:00:00Z",
            "2027-01-01T00:00:00+18:00",
            "2027-01-01T00:00:00.123456789Z",
            "2027-01-01",
            "019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "a@b.example",
            "a@b",
            "@",
            "https://example.com/x",
            "http://127.0.0.1/",
            "http://[::1]/",
            "file:///etc/passwd",
            "+15550100123",
            "USD",
            "JPY",
            "XXX",
            "usd",
            "active",
            "held",
            "admin",
            "vip",
            "asc",
            "-1000000",
            "１２",
            "٣");
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "0.001",
            "1e2",
            "1e400",
            "-1e400",
            "1e-400",
            "1E+2",
            "2147483648",
            "4294967297",
            "9223372036854775808",
            "99999999999999999999999999",
            "1.00000000000000000001",
            "0.1",
            "10.50",
            "1000000",
            "1000001",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1,2]",
            "{\"a\":1}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "NaN",
            "01",
            "'a'",
            "{\"a\":1,\"a\":2}",
            "\"a",
            "[1,]");
    private static final int LONGEST = 70_000;

    private OddValues() {}

    /** A text, now and then a long one. */
    static String text(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> pick(TEXTS, random).repeat(random.nextInt(1, 40));
            case 1 -> "a".repeat(random.nextInt(1, 400));
            case 2 -> noise(random, random.nextInt(1, 60));
            case 3 -> pick(TEXTS, random) + pick(TEXTS, random);
            default -> pick(TEXTS, random);
        };
    }

    /** A value as it stands in JSON, or what is none. */
    static String json(RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0 -> '"' + "a".repeat(random.nextInt(LONGEST)) + '"';
            case 1 -> '[' + "0,".repeat(random.nextInt(2_000)) + "0]";
            case 2 -> "[".repeat(random.nextInt(1, 50)) + "]".repeat(random.nextInt(1, 50));
            case 3 -> '"' + "a\\n".repeat(random.nextInt(5_000)) + '"';
            case 4 -> "9".repeat(random.nextInt(1, 1_200));
            case 5, 6, 7 -> quoted(text(random));
            default -> pick(JSON, random);
        };
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    static <T> T pick(List<T> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String noise(RandomGenerator random, int length) {
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(1, 0x2000));
        }
        return noise.toString();
    }
}
