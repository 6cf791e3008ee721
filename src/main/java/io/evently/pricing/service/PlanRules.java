package io.evently.pricing.service;

import io.evently.money.Currencies;
import io.evently.pricing.PricingPlan;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a plan must look like. */
final class PlanRules {
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000);

    private PlanRules() {}

    /** What is wrong: a sentence for each field, by the field's name in the API. */
    static Map<String, String> problems(PricingPlan plan, String currency) {
        Map<String, String> problems = new LinkedHashMap<>();
        limit(problems, "min_price", plan.minPrice(), currency);
        limit(problems, "max_price", plan.maxPrice(), currency);
        if (plan.minPrice() != null
                && plan.maxPrice() != null
                && plan.minPrice().compareTo(plan.maxPrice()) > 0) {
            problems.putIfAbsent("max_price", "must not be below min_price");
        }
        return problems;
    }

    private static void limit(Map<String, String> problems, String field, @Nullable BigDecimal limit, String currency) {
        if (limit == null) {
            return;
        }
        if (limit.signum() <= 0 || limit.compareTo(HIGHEST) > 0) {
            problems.put(field, "must be above 0 and at most " + HIGHEST);
        } else if (!Currencies.payable(limit, currency)) {
            problems.put(field, "must have no more decimal places than its currency, " + currency);
        }
    }
}
