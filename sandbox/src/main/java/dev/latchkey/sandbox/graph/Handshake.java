package dev.latchkey.sandbox.graph;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * Asks a notification address whether it wants to be told.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation">Validation
 *     of the notificationUrl</a>
 */
final class Handshake {

    private static final int LARGEST_PORT = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Webhooks webhooks;

    Handshake(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void require(String notificationUrl) {
        var url = url(notificationUrl);
        var token =
                "Validation: Testing client application reachability for subscription Request-Id: " + UUID.randomUUID();
        if (!echoes(url, token)) {
            throw new GraphProblem(
                    400,
                    "InvalidRequest",
                    "Subscription validation request failed. Notification endpoint must respond with 200 OK to"
                            + " validation request.");
        }
    }

    /** Https in life; here plain http too, on loopback only. */
    private static URI url(String text) {
        try {
            var url = new URI(text);
            var host = url.getHost();
            var known = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && LOOPBACK.contains(host));
            if (host == null || url.getPort() > LARGEST_PORT || !known) {
                throw invalidUrl();
            }
            return url;
        } catch (URISyntaxException e) {
            throw invalidUrl();
        }
    }

    private boolean echoes(URI url, String token) {
        var separator = url.getQuery() == null ? "?" : "&";
        var asked = URI.create(url + separator + "validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        try {
            var request = HttpRequest.newBuilder(asked)
                    .timeout(PATIENCE)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .POST(BodyPublishers.noBody())
                    .build();
            var response = webhooks.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200
                    && response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain")
                    && response.body().equals(token);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static GraphProblem invalidUrl() {
        return new GraphProblem(400, "InvalidRequest", "The notification URL must be an https address.");
    }
}
