package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** Deliveries that were given up, the latest first; total counts all pages. */
@BusName("dead-letter-page/1")
public record DeadLetterPage(List<DeadLetter> letters, long total) implements BusMessage {

    public DeadLetterPage {
        letters = List.copyOf(letters);
    }
}
