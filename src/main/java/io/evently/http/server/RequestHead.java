package io.evently.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request up to its body, looked at for what Netty mends in silence: control characters, blanks of any
 * kind between the words of the request line, headers that go on in the next line. They come in whole lines, in as many
 * pieces as the client likes. Belongs to one connection.
 */
final class RequestHead {
    private static final int WORDS = 3;
    private static final ByteProcessor FIND_BLANK_OR_CONTROL = value -> (value > ' ' && value != 0x7f) || value < 0;

    private boolean inRequestLine = true;
    private boolean afterReturn;
    private boolean atLineStart;
    private int words;
    private @Nullable String wrong;

    /** Takes the next bytes, from one index up to another. */
    void read(ByteBuf in, int from, int to) {
        int at = inRequestLine ? requestLine(in, from, to) : from;
        if (inRequestLine) {
            return;
        }
        if (atLineStart && at < to) {
            line(in, at);
        }
        int lineEnd = in.indexOf(at, to, (byte) '\n');
        while (lineEnd >= 0 && lineEnd + 1 < to) {
            line(in, lineEnd + 1);
            lineEnd = in.indexOf(lineEnd + 1, to, (byte) '\n');
        }
        atLineStart = lineEnd >= 0 || (atLineStart && at == to);
    }

    /** What is wrong with the bytes so far, or null; what comes next is another request. */
    @Nullable
    String end() {
        String found = wrong;
        inRequestLine = true;
        afterReturn = false;
        atLineStart = false;
        words = 0;
        wrong = null;
        return found;
    }

    private int requestLine(ByteBuf in, int from, int to) {
        int at = from;
        if (words == 0) {
            at = emptyLines(in, from, to);
            if (at == to) {
                return at;
            }
            words = 1;
        }
        while (at < to) {
            int stop = in.forEachByte(at, to - at, FIND_BLANK_OR_CONTROL);
            if (stop < 0) {
                return to;
            }
            byte found = in.getByte(stop);
            if (found == '\n') {
                inRequestLine = false;
                atLineStart = true;
                check(words == WORDS, "the request line is not three words with one blank between them");
                return stop + 1;
            }
            if (found == ' ') {
                words++;
                check(stop > from && in.getByte(stop - 1) != ' ', "the request line has more blanks than it needs");
            } else {
                check(found == '\r' && stop + 1 < to && in.getByte(stop + 1) == '\n', "a control character");
            }
            at = stop + 1;
        }
        return at;
    }

    // One or more of them before a request are allowed, but not parts of one.
    private int emptyLines(ByteBuf in, int from, int to) {
        for (int at = from; at < to; at++) {
            byte found = in.getByte(at);
            if (found == '\n') {
                check(afterReturn, "a line feed before the request");
            } else {
                check(!afterReturn, "a carriage return before the request");
                if (found != '\r') {
                    return at;
                }
            }
            afterReturn = found == '\r';
        }
        return to;
    }

    private void line(ByteBuf in, int start) {
        byte first = in.getByte(start);
        check(first != ' ' && first != '\t', "a header goes on in the next line");
    }

    private void check(boolean right, String otherwise) {
        if (!right && wrong == null) {
            wrong = otherwise;
        }
    }
}
