package io.evently.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The body of an answer that goes on while its client listens.
 *
 * @param chunks written in their order, and paused while the client is behind; they are taken on the event loop of the
 *     request and must come on it
 * @param over run once, when nothing more is taken: the chunks ended or failed, the client left, or the node stops
 */
public record ReplyStream(ReadStream<Buffer> chunks, Runnable over) {}
