package io.evently;

import io.evently.account.AccountEndpoints;
import io.evently.account.Caller;
import io.evently.account.SecurityLog;
import io.evently.account.TokenVerifier;
import io.evently.account.service.AccountServices;
import io.evently.account.service.AccountVerticle;
import io.evently.api.AccountAdminRoutes;
import io.evently.api.AuthRoutes;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who somebody is. Unprepared, it knows nobody: there is no verticle, and every token is refused. */
final class AccountWing implements Wing {
    private final Foundation foundation;
    private final SecurityLog.Listener signIns;
    private volatile @Nullable AccountServices services;

    /** @param signIns hears of what happens to accounts */
    AccountWing(Foundation foundation, SecurityLog.Listener signIns) {
        this.foundation = foundation;
        this.signIns = signIns;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return AccountEndpoints.FAMILIES;
    }

    @Override
    public Future<Void> prepare() {
        return AccountServices.open(
                        foundation.vertx(),
                        foundation.bus(),
                        foundation.databases().accounts(),
                        foundation.config().profile(),
                        foundation.config().account(),
                        new SecurityLog(foundation.registry(), foundation.clock(), signIns),
                        foundation.clock())
                .onSuccess(opened -> {
                    foundation.seal().open(opened.secrets());
                    foundation.limits().credential().open(opened.secrets());
                    services = opened;
                })
                .mapEmpty();
    }

    @Override
    public List<VerticleBase> verticles() {
        AccountServices opened = services;
        return opened == null
                ? List.of()
                : List.of(new AccountVerticle(
                        foundation.bus(), opened, foundation.config().account()));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        BookedTotals totals = new BookedTotals(BookingWing.client(foundation));
        return List.of(
                vertx -> new AuthRoutes(
                        foundation.bus(), foundation.config().account().tokenLife()),
                vertx -> new AccountAdminRoutes(foundation.bus(), totals::of));
    }

    /** May be handed on before the wing is prepared. */
    TokenVerifier verifier() {
        return new TokenVerifier() {
            @Override
            public Optional<Caller> verify(String token) {
                AccountServices opened = services;
                return opened == null ? Optional.empty() : opened.verifier().verify(token);
            }

            @Override
            public Optional<Caller> verify(String token, String address) {
                AccountServices opened = services;
                return opened == null ? Optional.empty() : opened.verifier().verify(token, address);
            }
        };
    }
}
