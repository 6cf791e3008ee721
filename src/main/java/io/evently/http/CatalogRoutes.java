package io.evently.http;

import io.evently.booking.BookingDesk;
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
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

import static io.evently.catalog.CatalogEndpoints.CREATE_EVENT;
import static io.evently.catalog.CatalogEndpoints.GET_EVENT;
import static io.evently.catalog.CatalogEndpoints.LIST_EVENTS;
import static io.evently.catalog.CatalogEndpoints.POPULAR_EVENTS;
import static io.evently.catalog.CatalogEndpoints.UPDATE_EVENT;

/** {@code /events}: what can be booked. */
public final class CatalogRoutes implements Routes {
    private static final int NOT_MODIFIED = 304;

    private final TypedBus bus;
    private final BookingDesk bookings;

    /** Routes that ask this node; an event is called off by those who know its {@code bookings}. */
    public CatalogRoutes(TypedBus bus, BookingDesk bookings) {
        this.bus = bus;
        this.bookings = bookings;
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
        Page page = call.page();
        EventSort sort = call.query("sort").flatMap(EventSort::of).orElse(EventSort.SOONEST);
        ListEvents wish = new ListEvents(filter(call), sort, page.limit(), page.offset());
        return bus.ask(LIST_EVENTS, wish).map(found -> listed(call, found));
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

    private static Reply listed(Call call, EventPage page) {
        List<EventView> events = page.events().stream().map(EventView::of).toList();
        return Reply.ok(Members.data(events)
                        .and("count", events.size())
                        .and("total", page.total())
                        .and("cached", false))
                .links(call.links(page.total()));
    }

    private Future<Reply> popular(Call call) {
        return bus.ask(POPULAR_EVENTS, new ListPopular(call.queryInt("limit"))).map(page -> {
            List<PopularEventView> events =
                    page.events().stream().map(PopularEventView::of).toList();
            return Reply.ok(Members.data(events).and("count", events.size()).and("cached", false));
        });
    }

    private Future<Reply> create(Call call) {
        return bus.ask(CREATE_EVENT, call.body(EventBody.class).toCreate())
                .map(outcome -> outcome.match(new CreateReply()));
    }

    private Future<Reply> get(Call call) {
        Optional<String> known = call.header("If-None-Match");
        return bus.ask(GET_EVENT, new GetEvent(call.pathId("eventId"), true))
                .map(lookup -> lookup.match(new LookupReply(known)));
    }

    private Future<Reply> update(Call call) {
        List<Integer> versions = call.header("If-Match")
                .filter(header -> !EventTag.isAny(header))
                .map(EventTag::versions)
                .orElse(null);
        return bus.ask(UPDATE_EVENT, call.body(EventBody.class).toUpdate(call.pathId("eventId"), versions))
                .map(outcome -> outcome.match(new EventUpdateReply()));
    }

    private Future<Reply> cancel(Call call) {
        return bookings.cancelEvent(call.pathId("eventId")).map(outcome -> outcome.match(new EventCancelReply()));
    }

    static Problem unknownEvent() {
        return Problem.notFound("Event not found");
    }

    static Problem closedEvent(String status) {
        return Problem.conflict("EVENT_NOT_BOOKABLE", "The event is " + status + " and stays as it is")
                .member("status", status);
    }

    private static final class CreateReply implements CreateOutcome.Cases<Reply> {
        @Override
        public Reply created(CreateOutcome.Created it) {
            return Reply.created(Members.data(EventView.of(it.event())).and("message", "Event created successfully"))
                    .header("Location", "/api/v1/events/" + it.event().id())
                    .header("ETag", EventTag.of(it.event()).toString());
        }

        @Override
        public Reply invalid(CreateOutcome.Invalid it) {
            return Reply.problem(Problem.validation(it.problems()));
        }
    }

    private record LookupReply(Optional<String> known) implements EventLookup.Cases<Reply> {
        @Override
        public Reply found(EventLookup.Found it) {
            Event event = it.event();
            EventTag tag = EventTag.of(event);
            Reply reply = known.filter(tag::isIn).isPresent()
                    ? Reply.empty(NOT_MODIFIED)
                    : Reply.ok(Members.data(EventView.of(event)).and("cached", false));
            return reply.header("ETag", tag.toString());
        }

        @Override
        public Reply notFound(EventLookup.NotFound it) {
            return Reply.problem(unknownEvent());
        }
    }
}
