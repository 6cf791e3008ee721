package io.evently.bench.load;

import io.netty.buffer.ByteBuf;

/** One request. Used once, on the generator's thread. */
public interface Request {
    Operation operation();

    /** Appends the whole request, head and body, as HTTP/1.1 wants it. */
    void writeTo(ByteBuf out);
}
