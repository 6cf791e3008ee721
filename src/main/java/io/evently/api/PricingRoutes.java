package io.evently.api;

import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.pricing.ApplyPrice;
import io.evently.pricing.PricingClient;
import io.evently.pricing.PricingMode;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.Recommendations;
import io.evently.pricing.SavePlan;
import io.vertx.core.Future;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code /pricing}: what seats should cost, and prices set. */
public final class PricingRoutes implements Routes {
    private final PricingClient pricing;

    public PricingRoutes(PricingClient pricing) {
        this.pricing = pricing;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("listPriceRecommendations", this::recommendations)
                .on("getEventPricing", this::find)
                .on("savePricingPlan", this::save)
                .on("applyPrice", this::apply);
    }

    private Future<Reply> recommendations(Call call) {
        Page page = call.page();
        return pricing.recommendations(page.limit(), page.offset()).map(found -> listed(call, found));
    }

    private static Reply listed(Call call, Recommendations found) {
        return Reply.ok(Envelope.data(
                                found.events().stream().map(PricingBody::listed).toList())
                        .and("count", found.events().size())
                        .and("total", found.total()))
                .links(call.links(found.total()));
    }

    private Future<Reply> find(Call call) {
        return pricing.find(call.pathId("eventId"))
                .map(found -> found.map(event -> Reply.ok(Envelope.data(PricingBody.whole(event))))
                        .orElseGet(() -> Reply.problem(EventProblems.unknown())));
    }

    private Future<Reply> save(Call call) {
        return pricing.save(new SavePlan(
                        call.pathId("eventId"), call.body(Plan.class).plan()))
                .map(outcome -> outcome.match(PricingReply.CASES));
    }

    // Both may be named, as old clients do: a price that somebody has written down is what they mean.
    private Future<Reply> apply(Call call) {
        Wanted wanted = call.body(Wanted.class);
        if (wanted.manualPrice() == null && !Boolean.TRUE.equals(wanted.useAiRecommendation())) {
            return Future.succeededFuture(Reply.problem(
                    Problem.validation("manual_price", "must be given unless use_ai_recommendation is true")));
        }
        return pricing.apply(new ApplyPrice(
                        call.pathId("eventId"),
                        wanted.manualPrice(),
                        wanted.reason(),
                        call.caller().userId(),
                        EventTag.wanted(call)))
                .map(outcome -> outcome.match(PricingReply.CASES));
    }

    /** The body of a request for another price. */
    record Wanted(
            @Nullable Boolean useAiRecommendation,
            @Nullable BigDecimal manualPrice,
            @Nullable String reason) {}

    /** The body of a plan. */
    record Plan(
            String mode,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            @Nullable Boolean monotoneUp,
            @Nullable Integer maxChanges,
            @Nullable Boolean holdOut) {
        PricingPlan plan() {
            return new PricingPlan(
                    PricingMode.of(mode),
                    minPrice,
                    maxPrice,
                    Boolean.TRUE.equals(monotoneUp),
                    maxChanges,
                    Boolean.TRUE.equals(holdOut));
        }
    }
}
