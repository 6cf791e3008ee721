package io.evently.api.audit;

import io.evently.account.Caller;
import io.evently.audit.AuditClient;
import io.evently.audit.AuditEnd;
import io.evently.audit.AuditEntry;
import io.evently.http.Call;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.http.contract.Contract;
import io.evently.net.AddressGroup;
import io.evently.storage.Ids;
import io.evently.tracing.TraceContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Routes whose operations are written down before they are carried out, where the document wants that. What cannot be written down is
 * not done. Belongs to one event loop, as the routes do.
 */
public final class AuditedRoutes implements Routes {
    private static final int BROKEN = 500;

    private final Routes routes;
    private final AuditClient audit;
    private final Ids ids;
    private final Clock clock;

    /** @param clock says when something happened */
    public AuditedRoutes(Routes routes, AuditClient audit, Ids ids, Clock clock) {
        this.routes = routes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    // Read once: it is the same for all.
    private static final class Rules {
        private static final Map<String, AuditRule> ALL =
                AuditRule.of(Contract.shared().document());
    }

    @Override
    public void bind(Operations operations) {
        Operations own = new Operations(Contract.shared().operationIds());
        routes.bind(own);
        own.handlers().forEach((id, handler) -> {
            AuditRule rule = Rules.ALL.get(id);
            operations.on(id, rule == null ? handler : call -> audited(rule, handler, call));
        });
    }

    private Future<Reply> audited(AuditRule rule, Function<Call, Future<Reply>> handler, Call call) {
        Caller caller = call.optionalCaller().orElse(null);
        if (rule.adminsOnly() && (caller == null || !caller.isAdmin())) {
            return handler.apply(call);
        }
        AuditEntry entry = new AuditEntry(
                ids.next(),
                clock.instant(),
                rule.action(),
                caller == null ? null : caller.userId(),
                caller == null ? null : caller.role().name().toLowerCase(Locale.ROOT),
                rule.targetOf(call).orElse(null),
                rule.detailsOf(call),
                TraceContext.currentTraceId(),
                AddressGroup.of(call.clientAddress()));
        return audit.begin(entry)
                .compose(begun -> begun
                        ? answered(handler, call).onComplete(done -> audit.end(end(entry.id(), done)))
                        : Future.succeededFuture(Reply.problem(Problem.overloaded())));
    }

    private static Future<Reply> answered(Function<Call, Future<Reply>> handler, Call call) {
        try {
            return handler.apply(call);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private AuditEnd end(UUID entry, AsyncResult<Reply> done) {
        Reply reply = done.result();
        if (reply != null) {
            return new AuditEnd(
                    entry,
                    clock.instant(),
                    reply.status(),
                    reply.problem().map(Problem::code).orElse(null),
                    made(reply));
        }
        if (done.cause() instanceof RefusedException refused) {
            return new AuditEnd(
                    entry,
                    clock.instant(),
                    refused.problem().status(),
                    refused.problem().code(),
                    null);
        }
        return new AuditEnd(entry, clock.instant(), BROKEN, null, null);
    }

    // The last part of the path of what was made is its id.
    private static @Nullable String made(Reply reply) {
        String location = reply.headers().get("Location");
        return location == null || reply.status() >= BROKEN ? null : location.substring(location.lastIndexOf('/') + 1);
    }
}
