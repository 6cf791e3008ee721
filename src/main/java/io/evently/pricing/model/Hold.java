package io.evently.pricing.model;

/** Why a recommendation is not to be applied automatically. A person may still apply it. */
public enum Hold {
    /** Nobody pays for this event. */
    FREE,
    /** No seat is left. */
    SOLD_OUT,
    /** The event has started. */
    OVER,
    /** It starts soon. */
    LAST_HOURS,
    /** The price has just been changed automatically. */
    TOO_SOON,
    /** Somebody has just set the price. */
    AFTER_MANUAL,
    /** As many automatic changes have been made as the organiser allows. */
    CHANGES_USED_UP,
    /** The current price is outside the limits, so that no small change keeps them. */
    OUTSIDE_LIMITS,
    /** The current price is as good as any that is allowed. */
    NO_CHANGE,
    /** It is too uncertain that the change earns more. */
    UNSURE,
    /** The change would earn too little more. */
    TOO_LITTLE_GAIN
}
