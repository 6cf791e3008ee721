package io.evently.onsale;

import io.evently.invariants.Violation;
import java.util.List;

/** A run that was played and checked. */
record Played(OnSalePlan plan, Tallied tallied, Reconciliation reconciliation, List<Violation> violations) {
    Played {
        violations = List.copyOf(violations);
    }

    Verdict verdict() {
        return Verdict.of(tallied, reconciliation, violations.size());
    }
}
