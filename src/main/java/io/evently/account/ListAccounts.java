package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * One page of all accounts, newest first.
 *
 * @param page from 1
 * @param limit 1–100
 */
@BusName("list-accounts/1")
public record ListAccounts(int page, int limit) implements BusMessage {}
