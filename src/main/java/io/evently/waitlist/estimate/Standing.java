package io.evently.waitlist.estimate;

/**
 * Where one entry stands.
 *
 * @param quantity seats that it wants, 1 and more
 * @param ahead entries that are served before it, by the seats they want
 * @param hoursSinceTurn from its turn (when it joined, less the head start of its tier) until now
 */
public record Standing(int quantity, Sizes ahead, double hoursSinceTurn) {
    public Standing {
        if (quantity < 1 || Double.isNaN(hoursSinceTurn)) {
            throw new IllegalArgumentException(
                    "No standing: " + quantity + " seats, turn " + hoursSinceTurn + " h ago");
        }
    }
}
