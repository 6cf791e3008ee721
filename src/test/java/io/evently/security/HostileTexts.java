package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that have broken other services. */
final class HostileTexts {
    /** For statements that are put together from texts; all of them are lawful names of an event. */
    static final List<String> SQL = List.of(
            "' OR '1'='1",
            "'; DROP TABLE booking; --",
            "1 UNION SELECT NULL, version(), NULL",
            "') AND pg_sleep(5) IS NULL --",
            "$1",
            "$$; SELECT 1; $$",
            "100%_\\",
            "\\' OR 1=1 /*",
            "admin'--",
            "%",
            "_");

    static final List<String> ALL = all();

    /** Numbers as they stand in JSON or a query. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "1.0",
            "10",
            "11",
            "100",
            "101",
            "1000000",
            "1000001",
            "2147483647",
            "2147483648",
            "4294967297",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e3",
            "1E+2",
            "0.1",
            "0.01",
            "0.001",
            "99999999999999999999.99",
            "1e308",
            "1e309",
            "1e-400",
            "1e2147483648",
            "-1e-2147483649");

    static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/jsonx",
            "application/json-patch+json",
            "text/json, application/json",
            "json",
            ";");

    private HostileTexts() {}

    private static List<String> all() {
        List<String> all = new ArrayList<>(SQL);
        all.addAll(List.of(
                "",
                " ",
                "\t",
                "\u2003",
                "null",
                "undefined",
                "true",
                "0",
                "-1",
                "NaN",
                "../../../etc/passwd",
                "..%2f..%2f",
                "%00",
                "%0d%0aX-Injected: yes",
                "a\r\nX-Injected: yes",
                "<script>alert(1)</script>",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}",
                "`id`",
                "{\"$gt\":\"\"}",
                "[]",
                "\u202etxt.exe",
                "\ud83d\ude00",
                "e\u0301",
                "\ufeff",
                "\uffff",
                "\u0001",
                "\u007f",
                "2027-06-12T19:00:00+14:00",
                "9999-12-31T23:59:59Z",
                "+999999999-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "0000-00-00T00:00:00Z",
                "2027-02-30T00:00:00Z",
                "2027-06-12T23:59:60Z",
                "2027-06-12T19:00:00.123456789123Z",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "EVT20270612AAAAAAAAAAAA",
                "EVT",
                "*",
                "\"*\"",
                "W/\"1\"",
                "\"999999999999999999999\"",
                "\"\",\"\",\"",
                "a@b",
                "a@localhost.localdomain",
                "\"quoted\"@example.com",
                "a@" + "x".repeat(300) + ".com",
                "x".repeat(129),
                "x".repeat(201),
                "x".repeat(3_000)));
        return List.copyOf(all);
    }

    /** Bodies that are not strict JSON, made from a good one. */
    static Map<String, byte[]> bodies(ObjectNode good) {
        String text = good.toString();
        String first = good.fieldNames().next();
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("blank", " ");
        texts.put("cut short", text.substring(0, text.length() - 1));
        texts.put("something after it", text + "}");
        texts.put("two of them", text + ' ' + text);
        texts.put("a member twice", "{\"" + first + "\":1," + text.substring(1));
        texts.put("an unknown member twice", "{\"zz\":1,\"zz\":2," + text.substring(1));
        texts.put("33 levels", "{\"zz\":" + "[".repeat(32) + "]".repeat(32) + ',' + text.substring(1));
        texts.put("20,000 levels", "[".repeat(20_000));
        texts.put("20,000 objects", "{\"a\":".repeat(10_000));
        texts.put("a number of 2,000 digits", "{\"zz\":" + "9".repeat(2_000) + ',' + text.substring(1));
        for (String value : List.of("NaN", "Infinity", "-", "01", ".5", "+1", "0x10", "undefined", "'x'", "\"\\x\"")) {
            texts.put(value, "{\"zz\":" + value + ',' + text.substring(1));
        }
        texts.put("a comment", "/* */" + text);
        texts.put("a comma too many", text.substring(0, text.length() - 1) + ",}");
        texts.put("names without quotes", "{zz:1}");
        texts.put("a line break in a text", "{\"zz\":\"\n\"}");
        texts.forEach((what, body) -> bodies.put(what, body.getBytes(StandardCharsets.UTF_8)));
        bodies.put(
                "half a character",
                ("{\"zz\":\"?\"," + text.substring(1)).replace('?', '\u00c3').getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("an overlong slash", new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
        bodies.put("UTF-16", text.getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-16 without a mark", text.getBytes(StandardCharsets.UTF_16LE));
        bodies.put(
                "an exponent beyond all bounds",
                ("{\"zz\":1e2147483648," + text.substring(1)).getBytes(StandardCharsets.UTF_8));
        bodies.put("bytes of a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
        bodies.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
        return bodies;
    }
}
