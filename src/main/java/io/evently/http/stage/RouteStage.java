package io.evently.http.stage;

import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.RequestPath;
import io.evently.http.contract.Contract;
import io.evently.http.contract.PathTree;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.TreeSet;

/** Finds the operation of the document and who answers it; tells browsers what they may read and ask. */
final class RouteStage implements Stage {
    private final Contract contract;
    private final Operations operations;
    private final Cors cors;

    RouteStage(Contract contract, Operations operations, Cors cors) {
        this.contract = contract;
        this.operations = operations;
        this.cors = cors;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        if (arrival instanceof HttpArrival over) {
            cors.apply(over.http());
            if (HttpMethod.OPTIONS.equals(over.http().method())) {
                return Future.succeededFuture(options(over));
            }
        }
        PathTree.Match match = arrival.find(contract);
        if (match == null) {
            throw new RefusedException(noRoute(arrival));
        }
        arrival.matched(match);
        arrival.boundBy(operations);
        if (!arrival.isBound()) {
            throw new RefusedException(Problem.notFound("No such route"));
        }
        return next.pass(arrival);
    }

    private Reply options(HttpArrival arrival) {
        if (cors.isPreflight(arrival.http())) {
            return cors.preflight(Reply.empty(204), arrival.http());
        }
        Set<String> methods = methods(arrival);
        return methods.isEmpty()
                ? Reply.problem(Problem.notFound("No such route"))
                : Reply.empty(204).header("Allow", allow(methods));
    }

    private Problem noRoute(Arrival arrival) {
        Set<String> methods = methods(arrival);
        return methods.isEmpty() ? Problem.notFound("No such route") : Problem.methodNotAllowed(allow(methods));
    }

    private Set<String> methods(Arrival arrival) {
        return contract.methods(RequestPath.segments(arrival.request().path()));
    }

    private static String allow(Set<String> methods) {
        TreeSet<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }
}
