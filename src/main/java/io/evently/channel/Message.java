package io.evently.channel;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * What is said to one recipient; the same on every channel and at every attempt.
 *
 * @param id of the notification: the same at each attempt, so that a receiver can tell a repetition
 * @param type for example {@code booking_confirmation}; unknown ones are told by title and text alone
 * @param title one line
 * @param text plain, a sentence or a few
 * @param data what the type carries beside that, for templates and programs; not to be changed
 */
public record Message(UUID id, String type, String title, String text, JsonObject data, Instant createdAt) {}
