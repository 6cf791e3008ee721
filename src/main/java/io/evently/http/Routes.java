package io.evently.http;

/** The handlers of one resource. Made once per event loop, so it may hold what belongs to that loop. */
public interface Routes {

    /** Binds a handler to each operation of the OpenAPI document that this resource answers. */
    void bind(Operations operations);
}
