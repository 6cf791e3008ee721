package io.evently.forecast.model;

/** Which models a forecast comes from; more data, better models. */
public enum ForecastMethod {
    /** Up to 5 finished events of the series: what is known of the category, corrected by the bookings so far. */
    CATEGORY_PRIOR,
    /** 6 to 19 finished events: what is still to come by those events, additive and in proportion. */
    PICKUP,
    /** 20 finished events or more: regressions on what is still to come, combined with the simpler models by past error. */
    REGRESSION
}
