package dev.latchkey.sandbox.graph;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * At most four requests of one application to one mailbox at the same moment.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Outlook service limits</a>
 */
final class Throttle {

    private static final int CONCURRENT = 4;

    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    <T> T within(String application, String mailbox, Supplier<T> request) {
        var key = application + "/" + mailbox;
        if (running.merge(key, 1, Integer::sum) > CONCURRENT) {
            leave(key);
            throw new GraphProblem(
                    429,
                    "ApplicationThrottled",
                    "Application is over its MailboxConcurrency limit.",
                    Map.of("Retry-After", "1"));
        }
        try {
            return request.get();
        } finally {
            leave(key);
        }
    }

    private void leave(String key) {
        running.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
}
