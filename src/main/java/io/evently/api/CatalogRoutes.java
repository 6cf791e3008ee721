package io.evently.api;

import io.evently.analytics.VisitorStage;
import io.evently.analytics.Visitors;
import io.evently.booking.BookingClient;
import io.evently.bus.TypedBus;
import io.evently.catalog.CreateOutcome;
import io.evently.catalog.Event;
import io.evently.catalog.EventFilter;
import io.evently.catalog.EventLookup;
import io.evently.catalog.EventPage;
import io.evently.catalog.EventSort;
import io.evently.catalog.EventStatus;
import io.evently.catalog.GetEvent;
import io.evently.catalog.ListEvents;
import io.evently.catalog.ListPopular;
import io.evently.catalog.PopularPage;
import io.evently.http.ApiJson;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.catalog.CatalogEndpoints.CREATE_EVENT;
import static io.evently.catalog.CatalogEndpoints.GET_EVENT;
import static io.evently.catalog.CatalogEndpoints.LIST_EVENTS;
import static io.evently.catalog.CatalogEndpoints.POPULAR_EVENTS;
import static io.evently.catalog.CatalogEndpoints.UPDATE_EVENT;

/** {@code /events}: what can be booked. */
public final class CatalogRoutes implements Routes {
    private static final int NOT_MODIFIED = 304;

    private static final int SHARED_KEYS = 1_000;
    private static final int SHARED_WAITING = 10_000;

    private final TypedBus bus;
    private final BookingClient bookings;
    private final Sightings sightings;
    private final SharedReads<UUID, Card> cards;
    private final SharedReads<ListEvents, Listing> listings;
    private final SharedReads<ListPopular, Reply> populars;

    /** Routes that ask this node; an event is called off by those who know its {@code bookings}. */
    public CatalogRoutes(Vertx vertx, TypedBus bus, BookingClient bookings, Visitors visitors, MeterRegistry registry) {
        this.bus = bus;
        this.bookings = bookings;
        this.sightings = new Sightings(visitors);
        SharedReads.Limits limits = new SharedReads.Limits(
                SHARED_KEYS, SHARED_WAITING, bus.timeout().toMillis());
        this.cards = new SharedReads<>(vertx, registry, "getEvent", limits);
        this.listings = new SharedReads<>(vertx, registry, "listEvents", limits);
        this.populars = new SharedReads<>(vertx, registry, "getPopularEvents", limits);
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("listEvents", this::list)
                .on("getPopularEvents", this::popular)
                .on("createEvent", this::create)
                .on("getEvent", this::get)
                .on("updateEvent", this::update)
                .on("cancelEvent", this::cancel);
    }

    private Future<Reply> list(Call call) {
        sightings.note(VisitorStage.LIST, call);
        Page page = call.page();
        EventSort sort = call.query("sort").flatMap(EventSort::of).orElse(EventSort.SOONEST);
        ListEvents wish = new ListEvents(filter(call), sort, page.limit(), page.offset());
        return listings.read(wish, requests -> bus.ask(LIST_EVENTS, wish).map(Listing::of))
                .map(listing -> listing.reply().links(call.links(listing.total())));
    }

    private static EventFilter filter(Call call) {
        return new EventFilter(
                call.query("status").flatMap(EventStatus::of).orElse(null),
                call.query("q").orElse(null),
                call.query("venue").orElse(null),
                call.queryInstant("from").orElse(null),
                call.queryInstant("to").orElse(null),
                call.queryDecimal("min_price").orElse(null),
                call.queryDecimal("max_price").orElse(null),
                call.queryFlag("available").orElse(null));
    }

    private Future<Reply> popular(Call call) {
        sightings.note(VisitorStage.LIST, call);
        ListPopular wish = new ListPopular(call.queryInt("limit"));
        return populars.read(wish, requests -> bus.ask(POPULAR_EVENTS, wish).map(CatalogRoutes::popular));
    }

    private static Reply popular(PopularPage page) {
        List<PopularEventView> events =
                page.events().stream().map(PopularEventView::of).toList();
        return Reply.ok(
                ApiJson.render(Envelope.data(events).and("count", events.size()).and("cached", false)));
    }

    private Future<Reply> create(Call call) {
        return bus.ask(CREATE_EVENT, call.body(EventBody.class).toCreate())
                .map(outcome -> outcome.match(new CreateReply()));
    }

    private Future<Reply> get(Call call) {
        sightings.note(VisitorStage.DETAIL, call);
        UUID id = call.pathId("eventId");
        return cards.read(
                        id,
                        requests -> bus.ask(GET_EVENT, new GetEvent(id, requests))
                                .map(lookup -> lookup.match(new LookupCard())))
                .map(card -> card.reply(call));
    }

    private Future<Reply> update(Call call) {
        return bus.ask(UPDATE_EVENT, call.body(EventBody.class).toUpdate(call.pathId("eventId"), EventTag.wanted(call)))
                .map(outcome -> outcome.match(new EventUpdateReply()));
    }

    private Future<Reply> cancel(Call call) {
        return bookings.cancelEvent(call.pathId("eventId")).map(outcome -> outcome.match(new EventCancelReply()));
    }

    private static final class CreateReply implements CreateOutcome.Cases<Reply> {
        @Override
        public Reply created(CreateOutcome.Created it) {
            return Reply.created(EventJson.changed(it.event(), "Event created successfully"))
                    .header("Location", "/api/v1/events/" + it.event().id())
                    .header("ETag", EventTag.of(it.event()).toString());
        }

        @Override
        public Reply invalid(CreateOutcome.Invalid it) {
            return Reply.problem(Problem.validation(it.problems()));
        }
    }

    /** What everybody gets who asked for the event by the same read; no tag stands for no event. */
    private record Card(@Nullable EventTag tag, Reply whole) {
        Reply reply(Call call) {
            return tag != null && call.header("If-None-Match").filter(tag::isIn).isPresent()
                    ? Reply.empty(NOT_MODIFIED).header("ETag", tag.toString())
                    : whole;
        }
    }

    private static final class LookupCard implements EventLookup.Cases<Card> {
        @Override
        public Card found(EventLookup.Found it) {
            Event event = it.event();
            EventTag tag = EventTag.of(event);
            return new Card(tag, Reply.ok(EventJson.one(event)).header("ETag", tag.toString()));
        }

        @Override
        public Card notFound(EventLookup.NotFound it) {
            return new Card(null, Reply.problem(EventProblems.unknown()));
        }
    }

    /** A page as everybody gets it who asked for it by the same read; links name each request's own parameters. */
    private record Listing(Reply reply, long total) {
        static Listing of(EventPage page) {
            return new Listing(Reply.ok(EventJson.page(page.events(), page.total())), page.total());
        }
    }
}
