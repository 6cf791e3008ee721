package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** One page of accounts and how many there are in all. */
@BusName("account-page/1")
public record AccountPage(List<Account> accounts, long total) implements BusMessage {
    public AccountPage {
        accounts = List.copyOf(accounts);
    }
}
