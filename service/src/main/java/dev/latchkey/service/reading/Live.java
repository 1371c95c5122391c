package dev.latchkey.service.reading;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.messages.IndexChanged;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells open pages of this node that their mailbox has changed, once the change is committed. It says only that, so that
 * nothing is lost when many changes become one signal; a page that missed some sees them at its next look.
 */
@Component
final class Live {

    private static final int MOST_LISTENERS = 2_000;

    record Topic(WorkspaceId workspace, String mailboxId) {}

    private final Map<Topic, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MOST_LISTENERS);
    private volatile boolean closing;

    /** One open page. */
    final class Listener implements AutoCloseable {

        private final Topic topic;
        private final Semaphore signal = new Semaphore(0);

        private Listener(Topic topic) {
            this.topic = topic;
        }

        /** True when something changed within that time; many changes at once count as one. */
        boolean changed(long seconds) throws InterruptedException {
            if (!signal.tryAcquire(seconds, TimeUnit.SECONDS)) {
                return false;
            }
            signal.drainPermits();
            return true;
        }

        boolean closing() {
            return closing;
        }

        @Override
        public void close() {
            listeners.computeIfPresent(topic, (key, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
            free.release();
        }
    }

    /** @throws TooManyListeners when this node has no room for another open page */
    Listener listen(Topic topic) {
        if (!free.tryAcquire()) {
            throw new TooManyListeners();
        }
        var listener = new Listener(topic);
        listeners.compute(topic, (key, all) -> {
            var set = all == null ? ConcurrentHashMap.<Listener>newKeySet() : all;
            set.add(listener);
            return set;
        });
        return listener;
    }

    @EventListener
    void indexChanged(IndexChanged change) {
        Transactions.afterCommit(() -> listeners
                .getOrDefault(new Topic(change.workspace(), change.mailboxId()), Set.of())
                .forEach(listener -> listener.signal.release()));
    }

    /** Lets go of every page, so that the server can stop without waiting for them. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        listeners.values().forEach(all -> all.forEach(listener -> listener.signal.release()));
    }

    static final class TooManyListeners extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
