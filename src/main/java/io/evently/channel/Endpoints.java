package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the servers of endpoints that others named, and keeps requests from being turned against our own network: a host
 * is looked up, every address it has must be public, and the request goes to one that was looked at. A second look-up,
 * which could tell another address, never happens.
 */
final class Endpoints {
    private static final int LOOKUPS_AT_ONCE = 8;

    private final WorkerExecutor lookups;
    private final ConcurrentHashMap<String, Future<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Names names;
    private final boolean allowPrivate;

    /** Where names become addresses; may block. */
    interface Names {
        List<InetAddress> lookup(String host) throws UnknownHostException;
    }

    Endpoints(Vertx vertx, String name, boolean allowPrivate, Names names) {
        this.lookups = vertx.createSharedWorkerExecutor("endpoint-lookup-" + name, LOOKUPS_AT_ONCE);
        this.names = names;
        this.allowPrivate = allowPrivate;
    }

    /** With the names of the system. */
    static Endpoints of(Vertx vertx, String name, boolean allowPrivate) {
        return new Endpoints(vertx, name, allowPrivate, host -> List.of(InetAddress.getAllByName(host)));
    }

    /** A POST to an endpoint; empty when that must not be called. Fails when its host is not known. */
    Future<Optional<RequestOptions>> post(String url) {
        Optional<EndpointUrl> read = EndpointUrl.parse(url, allowPrivate);
        if (read.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return lookup(read.get().host())
                .map(found -> allowPrivate || found.stream().allMatch(PublicAddress::is)
                        ? found.stream().findFirst().map(address -> request(read.get(), address))
                        : Optional.empty());
    }

    // One look-up for all who ask for a host at the same time: a name that hangs takes one thread, not all of them.
    private Future<List<InetAddress>> lookup(String host) {
        Promise<List<InetAddress>> mine = Promise.promise();
        Future<List<InetAddress>> other = underWay.putIfAbsent(host, mine.future());
        if (other != null) {
            return other;
        }
        return lookups.executeBlocking(() -> names.lookup(host), false).onComplete(found -> {
            underWay.remove(host);
            mine.handle(found);
        });
    }

    Future<Void> close() {
        return lookups.close();
    }

    private static RequestOptions request(EndpointUrl url, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(url.tls())
                .setHost(url.host())
                .setPort(url.port())
                .setURI(url.path())
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()));
    }
}
