package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /_sandbox/subscriptions}: those that there are, and what is to become of one. */
final class SubscriptionControl implements HttpService {

    /**
     * An order.
     *
     * @param event by Microsoft's name
     * @param pause with {@code reauthorizationRequired}: nothing is told until the application has reauthorized
     */
    private record Order(@Nullable String event, @Nullable Boolean pause) {

        boolean pauses() {
            return Boolean.TRUE.equals(pause);
        }
    }

    private final Subscriptions subscriptions;
    private final Lifecycle lifecycle;

    SubscriptionControl(Subscriptions subscriptions, Lifecycle lifecycle) {
        this.subscriptions = subscriptions;
        this.lifecycle = lifecycle;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/_sandbox/subscriptions",
                        (request, response) -> Json.send(response, Status.OK_200, Map.of("data", subscriptions.all())))
                .post("/_sandbox/subscriptions/{id}/lifecycle", this::order);
    }

    private void order(ServerRequest request, ServerResponse response) {
        var id = request.path().pathParameters().get("id");
        var subscription = subscriptions.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        var order = Json.read(Body.of(request), Order.class);
        var event = order.flatMap(read -> Optional.ofNullable(read.event())).flatMap(Lifecycle.Event::named);
        if (subscription.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such subscription.");
        } else if (event.isEmpty()
                || (order.get().pauses() && event.get() != Lifecycle.Event.REAUTHORIZATION_REQUIRED)) {
            refuse(
                    response,
                    Status.BAD_REQUEST_400,
                    "Send {\"event\":\"missed\"}, subscriptionRemoved, or reauthorizationRequired, that with or without"
                            + " \"pause\":true.");
        } else {
            carryOut(event.get(), subscription.get(), order.get().pauses());
            var told = subscription.get().lifecycleNotificationUrl() != null;
            Json.send(response, Status.ACCEPTED_202, Map.of("told", told));
        }
    }

    private void carryOut(Lifecycle.Event event, Subscription subscription, boolean pause) {
        switch (event) {
            case REAUTHORIZATION_REQUIRED -> lifecycle.reauthorizationRequired(subscription, pause);
            case SUBSCRIPTION_REMOVED -> lifecycle.remove(subscription);
            case MISSED -> lifecycle.missed(subscription);
        }
    }

    private static void refuse(ServerResponse response, Status status, String message) {
        Json.send(response, status, Map.of("error", message));
    }
}
