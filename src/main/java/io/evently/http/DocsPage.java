package io.evently.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;

/** The readable API page at {@code /docs}. */
final class DocsPage {
    private DocsPage() {}

    static void mount(Router router, Consumer<HttpServerRequest> commonHeaders) {}
}
