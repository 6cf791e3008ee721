package io.evently.bench.stage;

import java.util.random.RandomGenerator;

/** Descriptions of the length that organisers write. */
final class Prose {
    private static final String[] WORDS = {
        "an",
        "evening",
        "of",
        "music",
        "and",
        "light",
        "with",
        "the",
        "city",
        "orchestra",
        "doors",
        "open",
        "at",
        "seven",
        "guests",
        "from",
        "all",
        "over",
        "country",
        "join",
        "us",
        "for",
        "songs",
        "stories",
        "food",
        "by",
        "local",
        "kitchens",
        "free",
        "seating",
        "in",
        "upper",
        "tier",
        "cloakroom",
        "near",
        "main",
        "entrance",
        "interval",
        "after",
        "first",
        "act",
        "children",
        "under",
        "six",
        "sit",
        "on",
        "laps",
        "tickets",
        "are",
        "checked",
        "twice",
        "please",
        "arrive",
        "early",
        "parking",
        "is",
        "limited",
        "tram",
        "stops",
        "before",
        "hall"
    };
    private static final int WORDS_IN_SENTENCE = 11;

    private Prose() {}

    /** Sentences of so many characters or a few more. */
    static String of(int characters, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            for (int i = 0; i < WORDS_IN_SENTENCE; i++) {
                String word = WORDS[random.nextInt(WORDS.length)];
                text.append(i == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word)
                        .append(i == WORDS_IN_SENTENCE - 1 ? ". " : " ");
            }
        }
        return text.toString().strip();
    }
}
