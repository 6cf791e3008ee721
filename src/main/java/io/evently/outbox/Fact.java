package io.evently.outbox;

/**
 * Something that became true: a record of a sealed family, one family for each package that writes facts. Its
 * {@link FactName} is its topic; its components are the members that {@code R__facts.sql} gives it, in camel case.
 */
public interface Fact {}
