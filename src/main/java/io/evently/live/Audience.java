package io.evently.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sockets of this node listen to which address. Addresses of users and events are never registered in the cluster:
 * each node hears of everything once and looks here. Safe for all threads.
 */
final class Audience {
    private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();

    public void join(String address, Listener listener) {
        listeners.compute(address, (name, present) -> {
            Set<Listener> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(listener);
            return all;
        });
    }

    public void leave(String address, Listener listener) {
        listeners.computeIfPresent(address, (name, present) -> {
            present.remove(listener);
            return present.isEmpty() ? null : present;
        });
    }

    /** Tells everybody at the message's address; how many took it. */
    @CanIgnoreReturnValue
    public int tell(LiveMessage message) {
        int told = 0;
        for (Listener listener : listeners.getOrDefault(message.address(), Set.of())) {
            if (listener.tell(message)) {
                told++;
            }
        }
        return told;
    }

    public boolean anybodyAt(String address) {
        return listeners.containsKey(address);
    }

    /** Addresses that somebody listens to. */
    public int addresses() {
        return listeners.size();
    }
}
