package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import java.util.List;

/** What the catalogue can be asked. */
public final class CatalogEndpoints {
    public static final Endpoint<CreateEvent, CreateOutcome> CREATE_EVENT =
            new Endpoint<>("catalog.create-event", CreateEvent.class, CreateOutcome.class);
    public static final Endpoint<GetEvent, EventLookup> GET_EVENT =
            new Endpoint<>("catalog.get-event", GetEvent.class, EventLookup.class);
    public static final Endpoint<ListEvents, EventPage> LIST_EVENTS =
            new Endpoint<>("catalog.list-events", ListEvents.class, EventPage.class);
    public static final Endpoint<UpdateEvent, UpdateOutcome> UPDATE_EVENT =
            new Endpoint<>("catalog.update-event", UpdateEvent.class, UpdateOutcome.class);
    public static final Endpoint<ChangePrice, UpdateOutcome> CHANGE_PRICE =
            new Endpoint<>("catalog.change-price", ChangePrice.class, UpdateOutcome.class);
    public static final Endpoint<ListPopular, PopularPage> POPULAR_EVENTS =
            new Endpoint<>("catalog.popular-events", ListPopular.class, PopularPage.class);

    /** How many seats there are now; told to every node. */
    public static final Topic<SeatCounts> SEATS_CHANGED = new Topic<>("catalog.seats-changed", SeatCounts.class);

    /** What became of an event; told to every node. */
    public static final Topic<EventNews> EVENT_NEWS = new Topic<>("catalog.event-news", EventNews.class);

    /** Every message family of this package, to be registered before the first verticle. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            CreateEvent.class,
            CreateOutcome.class,
            GetEvent.class,
            EventLookup.class,
            ListEvents.class,
            EventPage.class,
            UpdateEvent.class,
            ChangePrice.class,
            UpdateOutcome.class,
            ListPopular.class,
            PopularPage.class,
            SeatCounts.class,
            EventNews.class);

    private CatalogEndpoints() {}
}
