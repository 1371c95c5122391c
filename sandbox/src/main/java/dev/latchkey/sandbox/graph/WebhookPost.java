package dev.latchkey.sandbox.graph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts to an application until that takes it, for up to four hours.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Delivery through webhooks</a>
 */
final class WebhookPost {

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** The time can be moved, so it is looked at again and again. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Webhooks webhooks;
    private final WebhookHosts hosts;
    private final Clock clock;

    WebhookPost(Webhooks webhooks, WebhookHosts hosts, Clock clock) {
        this.webhooks = webhooks;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** How fast they answer. */
    WebhookHosts hosts() {
        return hosts;
    }

    /**
     * Returns when it was taken, or when it is no use any more.
     *
     * @param since when the four hours began
     * @param wanted whether it is of use still
     * @return whether it was taken
     */
    boolean deliver(String url, ObjectNode document, Instant since, BooleanSupplier wanted)
            throws InterruptedException {
        var body = GraphCall.JSON.writeValueAsString(document);
        var pause = FIRST_PAUSE;
        for (var patience = FIRST_PATIENCE; !taken(url, body, patience); patience = LATER_PATIENCE) {
            waitUntil(clock.instant().plus(pause), wanted);
            if (clock.instant().isAfter(since.plus(LONGEST)) || !wanted.getAsBoolean()) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return true;
    }

    /** Returns at that time of the sandbox's, or when it is no use any more. */
    void waitUntil(Instant due, BooleanSupplier wanted) throws InterruptedException {
        while (clock.instant().isBefore(due) && wanted.getAsBoolean()) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean taken(String url, String body, Duration patience) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        var asked = clock.instant();
        try {
            var status = webhooks.send(request, BodyHandlers.discarding()).statusCode();
            hosts.answered(url, Duration.between(asked, clock.instant()));
            return status / 100 == 2;
        } catch (HttpTimeoutException e) {
            hosts.answered(url, Duration.between(asked, clock.instant()));
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
