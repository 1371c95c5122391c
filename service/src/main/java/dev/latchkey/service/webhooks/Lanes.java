package dev.latchkey.service.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives each endpoint a lane of its own on this node, so that a receiver that hangs holds up its own deliveries and no
 * others: a few posts at once, a short wait for a place while it answers, and one post at a time with no waiting after it
 * has hung. All lanes together leave room for other jobs.
 */
@Component
final class Lanes {

    /** Posts at once to one endpoint. */
    static final int WIDTH = 4;

    private static final int ALL_TOGETHER = 48;
    private static final int MOST_WAITING = 32;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(100);

    sealed interface Passage {

        record Through(SendReply reply) implements Passage {}

        /** There is no place; come again then. */
        record Full(Instant comeAgain) implements Passage {}
    }

    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore together = new Semaphore(ALL_TOGETHER);
    private final Clock clock;

    Lanes(Clock clock) {
        this.clock = clock;
    }

    Passage pass(String endpoint, Supplier<SendReply> post) {
        return lanes.computeIfAbsent(endpoint, id -> new Lane()).pass(post);
    }

    private final class Lane {

        private final Semaphore places = new Semaphore(WIDTH);
        private volatile boolean hung;
        private @Nullable Instant lastTurn;

        Passage pass(Supplier<SendReply> post) {
            var needed = hung ? WIDTH : 1;
            if (!enter(needed)) {
                return new Passage.Full(nextTurn());
            }
            try {
                if (!together.tryAcquire()) {
                    return new Passage.Full(nextTurn());
                }
                try {
                    var reply = post.get();
                    hung = reply instanceof SendReply.Unanswered unanswered && unanswered.hung();
                    return new Passage.Through(reply);
                } finally {
                    together.release();
                }
            } finally {
                places.release(needed);
            }
        }

        private boolean enter(int needed) {
            if (hung || places.getQueueLength() >= MOST_WAITING) {
                return places.tryAcquire(needed);
            }
            try {
                return places.tryAcquire(needed, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Those turned away come again one after the other, not all at once. */
        private synchronized Instant nextTurn() {
            var now = clock.instant();
            var earliest = lastTurn == null || lastTurn.isBefore(now) ? now : lastTurn;
            lastTurn = earliest.plus(BETWEEN_TURNS);
            return lastTurn;
        }
    }
}
