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
    /** Of an encoded word, and of a line that has one in it. */
    private static final int LONGEST_WORD = 75;

    private static final int LONGEST_LINE = 76;
    private static final String BEGIN = "=?UTF-8?B?";
    private static final String END = "?=";

    private HeaderText() {}

    /** Free text, such as a subject; one line already. */
    static String unstructured(String header, String line) {
        return PLAIN_LINE.matcher(line).matches() ? line : encoded(header, line);
    }

    /** A name and an address; one line each already. */
    static String mailbox(String header, String name, String email) {
        return PLAIN_PHRASE.matcher(name).matches()
                ? name + " <" + email + '>'
                : encoded(header, name) + "\r\n <" + email + '>';
    }

    private static String encoded(String header, String line) {
        List<String> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        // The first word shares its line with the header's name, the others theirs with a blank.
        int[] room = {bytes(LONGEST_LINE - header.length() - ": ".length())};
        line.codePoints().forEach(point -> {
            byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > room[0]) {
                words.add(word(word));
                word.reset();
                room[0] = bytes(LONGEST_LINE - 1);
            }
            word.writeBytes(bytes);
        });
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    // Base64 makes four characters of three bytes.
    private static int bytes(int characters) {
        return (Math.min(LONGEST_WORD, characters) - BEGIN.length() - END.length()) / 4 * 3;
    }

    private static String word(ByteArrayOutputStream bytes) {
        return BEGIN + Base64.getEncoder().encodeToString(bytes.toByteArray()) + END;
    }
}
