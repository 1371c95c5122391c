package dev.latchkey.sandbox.graph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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

    private final Webhooks webhooks;
    private final Clock clock;

    WebhookPost(Webhooks webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
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
            Thread.sleep(pause);
            if (clock.instant().isAfter(since.plus(LONGEST)) || !wanted.getAsBoolean()) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return true;
    }

    private boolean taken(String url, String body, Duration patience) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return webhooks.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }
}
