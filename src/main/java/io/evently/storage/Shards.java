package io.evently.storage;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All event shards of the installation. The count is fixed when the databases are first made: ids carry it. */
public final class Shards {
    private final List<Shard> shards;

    public Shards(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    public int count() {
        return shards.size();
    }

    public List<Shard> all() {
        return shards;
    }

    public Shard shard(int number) {
        return shards.get(number);
    }

    /** The shard that would hold this id; empty when no shard can: such an id is unknown, not wrong. */
    public Optional<Shard> of(UUID id) {
        var number = Ids.shardOf(id, shards.size());
        return number.isPresent() ? Optional.of(shards.get(number.getAsInt())) : Optional.empty();
    }

    /** Asks every shard at once; fails when one of them does. The answers stand in shard order. */
    public <T> Future<List<T>> ask(Function<Shard, Future<T>> question) {
        List<Future<T>> answers = new ArrayList<>(shards.size());
        shards.forEach(shard -> answers.add(question.apply(shard)));
        return Future.all(answers).map(all -> all.<T>list());
    }
}
