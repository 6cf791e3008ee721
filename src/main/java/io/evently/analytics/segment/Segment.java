package io.evently.analytics.segment;

/** The label of a customer. The rules are tried from top to bottom and the first that holds decides, so each has one. */
public enum Segment {
    /** Came lately and comes often: recency and frequency of at least 4. */
    CHAMPIONS,
    /** Comes often: frequency of at least 4. */
    LOYAL,
    /** Came lately, not yet often: recency of at least 4, frequency of at most 2. */
    PROMISING,
    /** Came now and then and has stayed away: recency of at most 2, frequency of at least 3. */
    AT_RISK,
    /** Came seldom and has stayed away: recency and frequency of at most 2. */
    LAPSED,
    /** All others. */
    REGULAR;

    /** The label for a score. */
    public static Segment of(RfmScore score) {
        boolean recent = score.recency() >= 4;
        boolean away = score.recency() <= 2;
        if (score.frequency() >= 4) {
            return recent ? CHAMPIONS : LOYAL;
        }
        boolean seldom = score.frequency() <= 2;
        if (recent && seldom) {
            return PROMISING;
        }
        if (away) {
            return seldom ? LAPSED : AT_RISK;
        }
        return REGULAR;
    }
}
