package io.evently.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** What is played. Each play has fresh events, so that none profits from another. */
public enum Scenario {
    HOT("All book seats of one event", 256, Kind.CLOSED_AND_OPEN) {
        @Override
        public Play play(Stage stage, int connections) {
            return new BookingPlay(stage.bookings(), stage.freshEvents(1, SEATS), stage.random(), OptionalInt.empty());
        }
    },
    SPREAD("All book seats of 100 events", 256, Kind.CLOSED_AND_OPEN) {
        @Override
        public Play play(Stage stage, int connections) {
            return new BookingPlay(
                    stage.bookings(), stage.freshEvents(MANY_EVENTS, SEATS), stage.random(), OptionalInt.empty());
        }
    },
    MIXED("95 % read, half an event and half the list of 50; 5 % book seats of one event", 256, Kind.CLOSED_AND_OPEN) {
        @Override
        public Play play(Stage stage, int connections) {
            List<UUID> onSale = stage.freshEvents(1, SEATS);
            List<RequestText> looking = new ArrayList<>();
            for (UUID event : stage.readableEvents()) {
                // Half of those who look at an event look at the one that is on sale.
                looking.add(ReadPlay.event(event));
                looking.add(ReadPlay.event(onSale.get(0)));
                looking.add(ReadPlay.listOf50());
                looking.add(ReadPlay.listOf50());
            }
            return new MixedPlay(
                    new ReadPlay(looking, stage.random()),
                    new BookingPlay(stage.bookings(), onSale, stage.random(), OptionalInt.empty()),
                    BOOKING_SHARE,
                    stage.random());
        }
    },
    SELLOUT("20,000 requests for the 1,000 seats of one event", 256, Kind.COUNTED) {
        @Override
        public Play play(Stage stage, int connections) {
            return new BookingPlay(
                    stage.bookings(), stage.freshEvents(1, FEW_SEATS), stage.random(), OptionalInt.of(FEW_SEATS));
        }
    },
    CHURN("All book a seat of one event, cancel it and book again", 256, Kind.CLOSED) {
        @Override
        public Play play(Stage stage, int connections) {
            UUID event = stage.freshEvents(1, SEATS).get(0);
            return new ChurnPlay(stage.bookings(), stage.cancellations(), event, stage.random(), connections);
        }
    },
    ONEEVENT("All read the same event by its id", 64, Kind.CLOSED) {
        @Override
        public Play play(Stage stage, int connections) {
            return new ReadPlay(List.of(ReadPlay.event(stage.readableEvents().get(0))), stage.random());
        }
    },
    EVENT("All read one event after another by its id", 64, Kind.CLOSED) {
        @Override
        public Play play(Stage stage, int connections) {
            return new ReadPlay(
                    stage.readableEvents().stream().map(ReadPlay::event).toList(), stage.random());
        }
    },
    LIST("All read the list of 50 events", 64, Kind.CLOSED) {
        @Override
        public Play play(Stage stage, int connections) {
            List<UUID> there = stage.readableEvents();
            assert there.size() == Stage.EVENTS_TO_READ;
            return new ReadPlay(List.of(ReadPlay.listOf50()), stage.random());
        }
    },
    LOGIN("All sign in with their passwords", 8, Kind.CLOSED) {
        @Override
        public Play play(Stage stage, int connections) {
            return new ReadPlay(stage.signIns(), stage.random());
        }
    },
    TWONODES("All book seats of one event, at one node or spread over two", 256, Kind.NODES) {
        @Override
        public Play play(Stage stage, int connections) {
            return HOT.play(stage, connections);
        }
    },
    AFTERRUSH("Readers after an on-sale, while its confirmations go out", 256, Kind.PHASES) {
        @Override
        public Play play(Stage stage, int connections) {
            throw new IllegalStateException("played in phases");
        }
    },
    STEADY("Bookings at steady rates, half of the users on sockets: when they are confirmed", 256, Kind.PHASES) {
        @Override
        public Play play(Stage stage, int connections) {
            throw new IllegalStateException("played in phases");
        }
    },
    START("A node starts with databases that are there", 0, Kind.START) {
        @Override
        public Play play(Stage stage, int connections) {
            throw new IllegalStateException("nothing is played while nodes start");
        }
    };

    /** The most that an event can have. */
    static final int SEATS = 1_000_000;

    private static final int MANY_EVENTS = 100;
    private static final int FEW_SEATS = 1_000;
    private static final double BOOKING_SHARE = 0.05;
    private static final long STORM_REQUESTS = 20_000;

    private final String description;
    private final int connections;
    private final Kind kind;

    private enum Kind {
        CLOSED_AND_OPEN,
        COUNTED,
        CLOSED,
        NODES,
        PHASES,
        START
    }

    Scenario(String description, int connections, Kind kind) {
        this.description = description;
        this.connections = connections;
        this.kind = kind;
    }

    /**
     * Finds a scenario by its label.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scenario named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String description() {
        return description;
    }

    /** The usual number. */
    public int connections() {
        return connections;
    }

    /** How many requests are sent, for those that end with them; empty for those that end by the clock. */
    public OptionalLong requests() {
        return kind == Kind.COUNTED ? OptionalLong.of(STORM_REQUESTS) : OptionalLong.empty();
    }

    /** What is played before anything is measured. */
    public Scenario warmUp() {
        if (kind == Kind.PHASES) {
            // Some of everything, and not more bookings than can be confirmed in a while.
            return MIXED;
        }
        return this == SELLOUT ? HOT : this;
    }

    /** Whether it is played once more in an open loop, for honest latencies. */
    public boolean alsoOpen() {
        return kind == Kind.CLOSED_AND_OPEN;
    }

    /** Whether the plain way can play it, too. */
    public boolean hasBaseline() {
        return this == HOT || this == SPREAD;
    }

    /** Whether two nodes play against one. */
    public boolean comparesNodes() {
        return kind == Kind.NODES;
    }

    /** Whether it is several plays one after the other. */
    public boolean inPhases() {
        return kind == Kind.PHASES;
    }

    /** Whether only the start of nodes is measured. */
    public boolean onlyStarts() {
        return kind == Kind.START;
    }

    /** Makes what one play needs, through the API of the node; not for those in phases. */
    public abstract Play play(Stage stage, int connections);
}
