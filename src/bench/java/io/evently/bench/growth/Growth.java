package io.evently.bench.growth;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What something costs beside few rows and beside many.
 *
 * @param what is asked
 * @param of what there are few or many
 */
record Growth(String what, String of, Figure few, Figure many) {

    /** How many times as much there was. */
    @JsonProperty
    double grown() {
        return few.size() == 0 ? 0 : (double) many.size() / few.size();
    }

    /** How many times as long it took, in the median. */
    @JsonProperty
    double cost() {
        return few.p50Ms() == 0 ? 0 : many.p50Ms() / few.p50Ms();
    }
}
