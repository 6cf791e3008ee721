package io.evently.bus;

/** An address that is announced to every listener of every node, at most once. */
public record Topic<T extends BusMessage>(String address, Class<T> announcement) {}
