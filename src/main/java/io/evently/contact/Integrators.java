package io.evently.contact;

import io.evently.channel.Address;
import io.evently.contact.IntegratorRepository.Registered;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What this node knows of integrators' endpoints, a few seconds old at most. Safe for all threads. */
public final class Integrators {
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

    Optional<Address> address(UUID id) {
        return registered.stream()
                .<Address>map(Registered::address)
                .filter(address -> ((Address.Webhook) address).id().equals(id))
                .findFirst();
    }
}
