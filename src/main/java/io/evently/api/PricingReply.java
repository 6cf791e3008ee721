package io.evently.api;

import io.evently.http.Envelope;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.pricing.ApplyOutcome;
import io.evently.pricing.PlanOutcome;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client is told of each outcome of setting a price or a plan. */
final class PricingReply implements ApplyOutcome.Cases<Reply>, PlanOutcome.Cases<Reply> {
    static final PricingReply CASES = new PricingReply();

    private PricingReply() {}

    @Override
    public Reply applied(ApplyOutcome.Applied it) {
        Map<String, @Nullable Object> impact = new LinkedHashMap<>();
        impact.put("revenue_change", PricingBody.percent(it.revenueChange()));
        impact.put("demand_change", PricingBody.percent(it.demandChange()));
        return Reply.ok(Envelope.success()
                .and("old_price", it.oldPrice())
                .and("new_price", it.newPrice())
                .and("currency", it.currency())
                .and("expected_impact", impact));
    }

    @Override
    public Reply outsideLimits(ApplyOutcome.OutsideLimits it) {
        return Reply.problem(Problem.validation("manual_price", "must be " + range(it.minPrice(), it.maxPrice())));
    }

    @Override
    public Reply refused(ApplyOutcome.Refused it) {
        return it.by().match(new PriceUpdateReply());
    }

    @Override
    public Reply saved(PlanOutcome.Saved it) {
        return Reply.ok(Envelope.data(PricingBody.whole(it.event())));
    }

    @Override
    public Reply notFound(PlanOutcome.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }

    @Override
    public Reply notOnSale(PlanOutcome.NotOnSale it) {
        return Reply.problem(EventProblems.closed(it.status()));
    }

    @Override
    public Reply invalid(PlanOutcome.Invalid it) {
        return Reply.problem(Problem.validation(it.problems()));
    }

    private static String range(@Nullable BigDecimal least, @Nullable BigDecimal most) {
        if (least == null) {
            return "at most " + most + ", the max_price of the event's plan";
        }
        return most == null
                ? "at least " + least + ", the min_price of the event's plan"
                : least + " to " + most + ", the limits of the event's plan";
    }
}
