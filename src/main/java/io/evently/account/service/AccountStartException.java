package io.evently.account.service;

/** Accounts cannot be served as they are; the message is one sentence for the operator, without secrets. */
public final class AccountStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccountStartException(String message) {
        super(message);
    }
}
