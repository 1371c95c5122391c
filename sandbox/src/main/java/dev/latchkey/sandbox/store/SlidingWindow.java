package dev.latchkey.sandbox.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How much of something was used lately, by whom. Thread-safe; it remembers nothing beyond the process. */
public final class SlidingWindow {

    private record Use(Instant at, long amount) {}

    private static final class Uses {
        private final Deque<Use> uses = new ArrayDeque<>();
        private long sum;
    }

    private final Map<String, Uses> byUser = new ConcurrentHashMap<>();
    private final Duration length;

    public SlidingWindow(Duration length) {
        this.length = length;
    }

    /**
     * Uses that much, if the limit allows it.
     *
     * @return how long to wait where it does not
     */
    public Optional<Duration> use(String user, long amount, long limit, Instant now) {
        var used = byUser.computeIfAbsent(user, _ -> new Uses());
        synchronized (used) {
            forget(used, now);
            if (used.sum + amount > limit) {
                return Optional.of(
                        used.uses.isEmpty()
                                ? length
                                : Duration.between(
                                        now, used.uses.getFirst().at().plus(length)));
            }
            used.uses.addLast(new Use(now, amount));
            used.sum += amount;
            return Optional.empty();
        }
    }

    /** How much was used within the window. */
    public long used(String user, Instant now) {
        var used = byUser.computeIfAbsent(user, _ -> new Uses());
        synchronized (used) {
            forget(used, now);
            return used.sum;
        }
    }

    private void forget(Uses used, Instant now) {
        while (!used.uses.isEmpty() && !used.uses.getFirst().at().isAfter(now.minus(length))) {
            used.sum -= used.uses.removeFirst().amount();
        }
    }

    public void clear() {
        byUser.clear();
    }
}
