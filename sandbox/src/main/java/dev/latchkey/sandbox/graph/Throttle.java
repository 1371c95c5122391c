package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.SlidingWindow;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;

/** Holds applications to {@link Limits}, which {@code /_sandbox/limits} shows and changes. */
final class Throttle implements HttpService {

    private static final String LIMITS = "graph";
    private static final String MAILBOX = "ApplicationThrottled";
    private static final String APPLICATION = "TooManyRequests";

    private final Map<String, Integer> running = new ConcurrentHashMap<>();
    private final SlidingWindow requests = new SlidingWindow(Duration.ofMinutes(10));
    private final SlidingWindow uploads = new SlidingWindow(Duration.ofMinutes(5));
    private final SlidingWindow rate = new SlidingWindow(Duration.ofSeconds(1));
    private final MVMap<String, Limits> changed;
    private final Store store;
    private final Clock clock;
    private volatile Limits limits;

    Throttle(Store store, Clock clock) {
        this.changed = store.map("limits", Limits.class);
        this.store = store;
        this.clock = clock;
        this.limits = Optional.ofNullable(changed.get(LIMITS)).orElse(Limits.DOCUMENTED);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/_sandbox/limits", (request, response) -> Json.send(response, Status.OK_200, limits))
                .patch("/_sandbox/limits", this::change);
    }

    /** @param uploaded bytes that the request brings */
    <T> T within(String application, String mailbox, int uploaded, Supplier<T> request) {
        var pair = application + "/" + mailbox;
        var now = clock.instant();
        var allowed = limits;
        refuse(rate.use(application, 1, allowed.requestsInASecond(), now), APPLICATION, "Too many requests.");
        refuse(
                requests.use(pair, 1, allowed.requestsInTenMinutes(), now),
                MAILBOX,
                "Application is over its MailboxRequests limit.");
        if (uploaded > 0) {
            refuse(
                    uploads.use(pair, uploaded, allowed.uploadedBytesInFiveMinutes(), now),
                    MAILBOX,
                    "Application is over its MailboxUpload limit.");
        }
        var crowd = allowed.concurrentOverAllMailboxes() ? application : pair;
        if (running.merge(crowd, 1, Integer::sum) > allowed.concurrentRequests()) {
            leave(crowd);
            refuse(Optional.of(Duration.ofSeconds(1)), MAILBOX, "Application is over its MailboxConcurrency limit.");
        }
        try {
            return request.get();
        } finally {
            leave(crowd);
        }
    }

    /** The documented limits, and nothing used. */
    void reset() {
        limits = Limits.DOCUMENTED;
        requests.clear();
        uploads.clear();
        rate.clear();
    }

    private void change(ServerRequest request, ServerResponse response) {
        var merged = Json.merge(limits, Limits.class, Body.of(request));
        if (merged.isEmpty()) {
            Json.send(
                    response,
                    Status.BAD_REQUEST_400,
                    Map.of("error", "Send some of the limits that GET shows, such as {\"concurrentRequests\": 4}."));
            return;
        }
        merged.get().negative().ifPresent(name -> {
            throw new Body.Refused(Status.BAD_REQUEST_400, name + " is 0 or more; see docs/sandbox.md.");
        });
        limits = merged.get();
        changed.put(LIMITS, limits);
        store.commit();
        Json.send(response, Status.OK_200, limits);
    }

    private void leave(String crowd) {
        running.computeIfPresent(crowd, (_, count) -> count == 1 ? null : count - 1);
    }

    private static void refuse(Optional<Duration> wait, String code, String message) {
        wait.ifPresent(time -> {
            throw new GraphProblem(429, code, message, Map.of("Retry-After", String.valueOf(time.toSeconds() + 1)));
        });
    }
}
