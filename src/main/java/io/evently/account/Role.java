package io.evently.account;

/** What an account may do. */
public enum Role {
    USER,
    ADMIN
}
