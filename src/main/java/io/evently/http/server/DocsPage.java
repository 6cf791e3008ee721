package io.evently.http.server;

import io.evently.http.EntityTags;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The readable API page at {@code /docs}: Swagger UI from the class path, nothing from elsewhere, no inline script. */
final class DocsPage {
    private static final Logger log = LoggerFactory.getLogger(DocsPage.class);
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    // The page sets styles from its script, which only 'unsafe-inline' lets through; scripts stay strict.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** @param resource on the class path; {@code %s} stands for Swagger UI's own folder */
    private record Asset(String resource, String contentType) {}

    private record Loaded(Buffer content, String tag) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "/docs/", new Asset("/docs/index.html", "text/html; charset=utf-8"),
            "/docs/initializer.js", new Asset("/docs/initializer.js", "text/javascript; charset=utf-8"),
            "/docs/swagger-ui.css", new Asset("%s/swagger-ui.css", "text/css; charset=utf-8"),
            "/docs/swagger-ui-bundle.js", new Asset("%s/swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            "/docs/favicon.png", new Asset("%s/favicon-32x32.png", "image/png"));

    private static final Map<String, Loaded> LOADED = new ConcurrentHashMap<>();

    private final Vertx vertx;

    private DocsPage(Vertx vertx) {
        this.vertx = vertx;
    }

    static void mount(Vertx vertx, Router router) {
        DocsPage page = new DocsPage(vertx);
        router.get("/").handler(page::redirect);
        router.get("/docs").handler(context -> {
            if (context.request().path().equals("/docs")) {
                page.redirect(context);
            } else {
                page.serve(context);
            }
        });
        ASSETS.keySet().stream()
                .filter(path -> !path.equals("/docs/"))
                .forEach(path -> router.get(path).handler(page::serve));
    }

    /** Whether this page answers a request, rather than the API. */
    static boolean serves(HttpServerRequest request) {
        String path = request.path();
        return HttpMethod.GET.equals(request.method())
                && path != null
                && (path.equals("/") || path.equals("/docs") || ASSETS.containsKey(path));
    }

    private void redirect(RoutingContext context) {
        end(context, context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, "/docs/"), Buffer.buffer());
    }

    private void serve(RoutingContext context) {
        String path = context.request().path();
        Asset asset = ASSETS.get(path);
        if (asset == null) {
            context.next();
            return;
        }
        // Reading from the jar takes its milliseconds, once.
        vertx.executeBlocking(() -> LOADED.computeIfAbsent(path, p -> load(asset)))
                .onSuccess(loaded -> send(context, asset, loaded))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, Asset asset, Loaded loaded) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, loaded.tag());
        String held = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (held != null && EntityTags.matches(held, loaded.tag())) {
            end(context, response.setStatusCode(304), Buffer.buffer());
        } else {
            end(context, response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType()), loaded.content());
        }
    }

    private static void end(RoutingContext context, HttpServerResponse response, Buffer body) {
        response.end(body)
                .onFailure(e -> log.debug("{} not sent: {}", context.request().path(), e.toString()));
    }

    private static Loaded load(Asset asset) {
        byte[] content = read(String.format(asset.resource(), webjarFolder()));
        return new Loaded(Buffer.buffer(content), EntityTags.of(content));
    }

    private static String webjarFolder() {
        Properties properties = new Properties();
        try (InputStream in = DocsPage.class.getResourceAsStream(WEBJAR)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("Swagger UI is not on the class path", e);
        }
        return "/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = DocsPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No " + resource + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }
}
