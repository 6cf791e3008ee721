package io.evently.account;

/** A customer's rank, lowest first. Set by an admin, never by what a client claims. */
public enum Tier {
    BASIC,
    PREMIUM,
    VIP
}
