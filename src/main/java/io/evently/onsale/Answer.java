package io.evently.onsale;

import java.time.Duration;
import java.util.UUID;

/** What can come back from one attempt to book. */
sealed interface Answer {
    /** 201: the service promises the seats. */
    record Sold(UUID bookingId, String reference) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.sold(this);
        }
    }

    /** 409: fewer seats are free than wanted. */
    record Refused(int available) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refused(this);
        }
    }

    /** 503 or 429: nothing was booked, and it may be tried again after a while. */
    record Later(Duration pause, String what) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.later(this);
        }
    }

    /** Any answer that an on-sale should not meet. */
    record Failed(String what) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.failed(this);
        }
    }

    /** Sent, and never answered: booked or not. */
    record Unanswered(String why) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unanswered(this);
        }
    }

    /** There was no connection: certainly not booked. */
    record NotSent(String why) implements Answer {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notSent(this);
        }
    }

    <T> T match(Cases<T> cases);

    /** One reading of every kind of answer. */
    interface Cases<T> {
        T sold(Sold it);

        T refused(Refused it);

        T later(Later it);

        T failed(Failed it);

        T unanswered(Unanswered it);

        T notSent(NotSent it);
    }
}
