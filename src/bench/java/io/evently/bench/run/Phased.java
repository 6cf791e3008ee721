package io.evently.bench.run;

import io.evently.bench.result.Series;
import java.util.List;

/** A scenario that is several plays, one after the other, at one contender. Blocks. */
interface Phased {
    Contender contender();

    /** All of its phases once. */
    void run(int number);

    /** What all runs came to, phase by phase. */
    List<Series> series();
}
