package io.evently.analytics;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is counted. Its code is what the tables say. */
public enum Happening {
    /** Seats were held for somebody who pays later. */
    HELD("held"),
    /** A hold was confirmed; it is counted as {@link #CHARGED} as well. */
    HOLD_KEPT("hold_kept"),
    /** A hold ended because nobody confirmed it, or because the event was called off. */
    HOLD_EXPIRED("hold_expired"),
    /** Somebody gave a hold back. */
    HOLD_GIVEN_UP("hold_given_up"),
    /** A booking was confirmed and charged. */
    CHARGED("charged"),
    /** A confirmed booking was cancelled and its price refunded. */
    REFUNDED("refunded"),
    /** A confirmed booking was refunded because its event was called off. */
    CALLED_OFF("called_off"),
    /** Requests that found too few seats. */
    REFUSED("refused"),
    /** Somebody joined a waitlist. */
    JOINED("joined"),
    /** Somebody who waited was offered seats, or had them booked at once. */
    OFFERED("offered"),
    /** An offer became a booking; it is counted as {@link #CHARGED} as well. */
    ACCEPTED("accepted"),
    /** Somebody refused an offer. */
    DECLINED("declined"),
    /** Nobody took an offer in time. */
    LAPSED("lapsed");

    private static final Map<String, Happening> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Happening::code, Function.identity()));

    private final String code;

    Happening(String code) {
        this.code = code;
    }

    /** As the tables say it. */
    public String code() {
        return code;
    }

    /** By its code; throws when there is none. */
    public static Happening of(String code) {
        Happening found = BY_CODE.get(code);
        if (found == null) {
            throw new IllegalArgumentException("nothing happens under the name " + code);
        }
        return found;
    }
}
