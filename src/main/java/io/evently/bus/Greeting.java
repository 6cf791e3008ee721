package io.evently.bus;

/**
 * A node says that it is there. That it carries the {@link Seal} is the point of it.
 *
 * @param node its name in the cluster
 * @param asking whether it wants to be greeted in return
 */
@BusName("greeting/1")
record Greeting(String node, boolean asking) implements BusMessage {}
