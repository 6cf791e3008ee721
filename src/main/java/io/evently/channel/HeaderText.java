package io.evently.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text in headers of mail (RFC 2047). The mail client encodes UTF-16 unit by unit, which breaks whatever takes two of
 * them, such as most emoji; hence this.
 */
final class HeaderText {
    private static final Pattern PLAIN_LINE = Pattern.compile("(?!.*=\\?)[\\x20-\\x7e]*");
    private static final Pattern PLAIN_PHRASE = Pattern.compile("[A-Za-z0-9 ]*");
    /** 45 bytes are 60 characters of base64, and an encoded word may have 75. */
    private static final int WORD_BYTES = 45;

    private HeaderText() {}

    /** Free text, such as a subject; one line already. */
    static String unstructured(String line) {
        return PLAIN_LINE.matcher(line).matches() ? line : encoded(line);
    }

    /** A name before an address; one line already. */
    static String phrase(String line) {
        return PLAIN_PHRASE.matcher(line).matches() ? line : encoded(line);
    }

    private static String encoded(String line) {
        List<String> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        line.codePoints().forEach(point -> {
            byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > WORD_BYTES) {
                words.add(word(word));
                word.reset();
            }
            word.writeBytes(bytes);
        });
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    private static String word(ByteArrayOutputStream bytes) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "?=";
    }
}
