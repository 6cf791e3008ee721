package io.evently.account.service;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password hash in PHC form: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. */
record Argon2Hash(String phc, int memoryKib, int iterations, int parallelism) {
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;
    static final int PARALLELISM = 1;

    // A hash that was imported is computed at each sign-in, so its cost is bounded: 64 MiB, and about five times the
    // work of our own.
    private static final int MOST_MEMORY_KIB = 64 * 1024;
    private static final int MOST_PARALLELISM = 4;
    private static final long MOST_WORK_KIB = 4L * MOST_MEMORY_KIB;
    private static final int LEAST_MEMORY_KIB_PER_LANE = 8;

    // Of the work of one hash: what is less is lost in the noise.
    private static final int SMALL_SHARE = 20;

    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,5}),t=([1-9][0-9]{0,2}),"
            + "p=([1-9][0-9]?)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** The hash, or nothing when the text is not one that may be computed here. */
    static Optional<Argon2Hash> parse(String phc) {
        Matcher form = FORM.matcher(phc);
        if (!form.matches() || !base64(form.group(4)) || !base64(form.group(5))) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(form.group(1));
        int iterations = Integer.parseInt(form.group(2));
        int parallelism = Integer.parseInt(form.group(3));
        boolean bearable = memory <= MOST_MEMORY_KIB
                && memory >= LEAST_MEMORY_KIB_PER_LANE * parallelism
                && parallelism <= MOST_PARALLELISM
                && (long) memory * iterations <= MOST_WORK_KIB;
        return bearable ? Optional.of(new Argon2Hash(phc, memory, iterations, parallelism)) : Optional.empty();
    }

    /** A hash of nothing anybody can type: computing against it costs what computing against a real one costs. */
    static Argon2Hash unmatchable(int memoryKib, int iterations, RandomGenerator random) {
        String phc = "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + PARALLELISM + '$'
                + randomBase64(random, SALT_BYTES) + '$' + randomBase64(random, HASH_BYTES);
        return new Argon2Hash(phc, memoryKib, iterations, PARALLELISM);
    }

    /** As this one, with as much work as another one takes less than this; empty when it takes about as much, or more. */
    Optional<Argon2Hash> missingFrom(Argon2Hash other) {
        long missing = (work() - other.work()) / iterations;
        if (missing * SMALL_SHARE < memoryKib) {
            return Optional.empty();
        }
        return Optional.of(
                new Argon2Hash(phc.replaceFirst("m=[0-9]+", "m=" + missing), (int) missing, iterations, parallelism));
    }

    private long work() {
        return (long) memoryKib * iterations;
    }

    /** True when it was made with other costs than these. */
    boolean differsFrom(int memory, int time) {
        return memoryKib != memory || iterations != time || parallelism != PARALLELISM;
    }

    @Override
    public String toString() {
        return "Argon2Hash[m=" + memoryKib + ", t=" + iterations + ", p=" + parallelism + ']';
    }

    private static boolean base64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String randomBase64(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
