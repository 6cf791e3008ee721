package io.evently;

import io.evently.account.SecurityLog;
import io.evently.account.SecurityLog.Event;
import io.evently.api.audit.AuditRoutes;
import io.evently.api.audit.AuditedRoutes;
import io.evently.audit.AuditClient;
import io.evently.audit.AuditEnd;
import io.evently.audit.AuditEndpoints;
import io.evently.audit.AuditEntry;
import io.evently.audit.service.AuditVerticle;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.net.AddressGroup;
import io.evently.storage.Ids;
import io.evently.tracing.TraceContext;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who changed what. */
final class AuditWing implements Wing {
    private final Foundation foundation;
    private final AuditClient audit;
    private final Ids ids;
    private final Clock clock;

    AuditWing(Foundation foundation) {
        this.foundation = foundation;
        this.audit = new AuditClient(foundation.bus(), foundation.registry());
        this.ids = foundation.ids();
        this.clock = foundation.clock();
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return AuditEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new AuditVerticle(
                foundation.config().audit(),
                foundation.bus(),
                foundation.databases().accounts(),
                clock,
                foundation.cluster().nodeName()));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        return List.of(vertx -> new AuditRoutes(audit));
    }

    /** The same routes; what the document wants to be written down is. */
    Routes audited(Routes routes) {
        return new AuditedRoutes(routes, audit, ids, clock);
    }

    /** Writes down who signs in and out, and who changes a password. What was throttled is counted elsewhere: strangers could fill the log. */
    SecurityLog.Listener signIns() {
        return this::signIn;
    }

    private void signIn(Event event, @Nullable UUID accountId, String address) {
        Sign sign = Sign.OF.get(event);
        if (sign == null || accountId == null) {
            return;
        }
        UUID id = ids.next();
        Instant now = clock.instant();
        audit.note(
                new AuditEntry(
                        id,
                        now,
                        sign.action(),
                        sign.known() ? accountId : null,
                        null,
                        accountId.toString(),
                        "{}",
                        TraceContext.currentTraceId(),
                        AddressGroup.of(address)),
                new AuditEnd(id, now, sign.status(), null, null));
    }

    /**
     * What such an event is called here.
     *
     * @param known whether it is known that it was the owner of the account
     */
    private record Sign(String action, int status, boolean known) {
        private static final int OK = 200;
        private static final int CREATED = 201;
        private static final int UNAUTHORIZED = 401;

        private static final Map<Event, Sign> OF = Map.of(
                Event.SIGNED_IN, new Sign("session.begin", OK, true),
                Event.SIGN_IN_FAILED, new Sign("session.begin", UNAUTHORIZED, false),
                Event.SIGNED_OUT, new Sign("session.end", OK, true),
                Event.SESSIONS_ENDED, new Sign("session.end_all", OK, true),
                Event.SIGNED_UP, new Sign("user.sign_up", CREATED, true),
                Event.PASSWORD_CHANGED, new Sign("user.change_password", OK, true),
                Event.PASSWORD_CHANGE_FAILED, new Sign("user.change_password", UNAUTHORIZED, true));
    }
}
