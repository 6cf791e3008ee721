package io.evently.contact;

import io.evently.channel.Address;
import io.evently.channel.Receipt;
import io.evently.contact.IntegratorRepository.Registered;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What this node knows of integrators' endpoints, a few seconds old at most. Safe for all threads. */
public final class Integrators {
    private static final Future<Optional<WebhookEnded>> NOTHING = Future.succeededFuture(Optional.empty());

    private final Pool accounts;
    private final IntegratorRepository repository = new IntegratorRepository();
    private volatile List<Registered> registered = List.of();

    public Integrators(Pool accounts) {
        this.accounts = accounts;
    }

    /** Reads them again; what was known stays known while that fails. */
    public Future<Void> read() {
        return repository.all(accounts).map(all -> {
            registered = all;
            return null;
        });
    }

    public List<UUID> listeningTo(String topic) {
        return registered.stream()
                .filter(webhook ->
                        webhook.topics().isEmpty() || webhook.topics().contains(topic))
                .map(webhook -> webhook.address().id())
                .toList();
    }

    /**
     * Remembers what came of calling one: 410 ends it, and so does a failure after {@code patience} of nothing else. What
     * was ended by this call is told, once in the whole cluster.
     */
    Future<Optional<WebhookEnded>> note(UUID id, Receipt receipt, Duration patience, Instant now) {
        if (receipt instanceof Receipt.Delivered) {
            return failing(id)
                    ? repository.well(accounts, id).compose(done -> read()).map(Optional.empty())
                    : NOTHING;
        }
        if (receipt instanceof Receipt.Gone) {
            return repository.gone(accounts, id, now).compose(this::readAgain);
        }
        return receipt instanceof Receipt.Retry || receipt instanceof Receipt.Refused
                ? repository
                        .failed(accounts, id, now, now.minus(patience))
                        .compose(ended ->
                                ended.isPresent() || !failing(id) ? readAgain(ended) : Future.succeededFuture(ended))
                : NOTHING;
    }

    private Future<Optional<WebhookEnded>> readAgain(Optional<WebhookEnded> ended) {
        return read().otherwiseEmpty().map(ended);
    }

    private boolean failing(UUID id) {
        return registered.stream().anyMatch(webhook -> webhook.address().id().equals(id) && webhook.failing());
    }

    Optional<Address> address(UUID id) {
        return registered.stream()
                .<Address>map(Registered::address)
                .filter(address -> ((Address.Webhook) address).id().equals(id))
                .findFirst();
    }
}
