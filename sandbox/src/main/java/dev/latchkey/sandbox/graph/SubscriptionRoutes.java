package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Randomness;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code /subscriptions}.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription</a>
 */
final class SubscriptionRoutes {

    private static final int MOST = 1_000;

    private final Subscriptions subscriptions;
    private final UserRoutes users;
    private final Handshake handshake;
    private final SubscriptionJson reader;

    SubscriptionRoutes(
            Subscriptions subscriptions, UserRoutes users, Handshake handshake, Clock clock, Randomness random) {
        this.subscriptions = subscriptions;
        this.users = users;
        this.handshake = handshake;
        this.reader = new SubscriptionJson(clock, random);
    }

    GraphReply answer(GraphCall call, GraphPath path) {
        call.needs(Scopes.READ_BASIC);
        if (path.atEnd()) {
            return switch (call.method()) {
                case "GET" -> list(call);
                case "POST" -> create(call);
                default -> throw GraphProblem.methodNotAllowed();
            };
        }
        var subscription = find(call, path.id());
        if (path.rest().name().equals("reauthorize")) {
            Scopes.post(call, path.rest());
            change(call, subscription, UnaryOperator.identity());
            return GraphReply.noContent();
        }
        if (!path.rest().atEnd()) {
            throw GraphProblem.noRoute(path.rest().id());
        }
        return switch (call.method()) {
            case "GET" -> GraphReply.ok(SubscriptionJson.of(call, subscription));
            case "PATCH" -> {
                var json = new JsonBody(call.json());
                checkLifecycle(json, subscription);
                yield GraphReply.ok(SubscriptionJson.of(call, change(call, subscription, changed(json, subscription))));
            }
            case "DELETE" -> {
                subscriptions.remove(subscription);
                yield GraphReply.noContent();
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    /** Renewed, encrypted by another certificate from now on, or both. */
    private UnaryOperator<Subscription> changed(JsonBody json, Subscription subscription) {
        var data = subscription.data();
        if (data == null || !json.has("encryptionCertificate")) {
            var expiration = reader.expiration(json, data != null);
            return before -> before.until(expiration);
        }
        var other = ResourceData.of(json, data.view());
        var expiration = json.has("expirationDateTime") ? reader.expiration(json, true) : subscription.expiration();
        return before -> before.until(expiration).encryptedBy(other);
    }

    /** Whoever renews or reauthorizes it shows a token that is good for it. */
    private Subscription change(GraphCall call, Subscription subscription, UnaryOperator<Subscription> change) {
        return subscriptions
                .change(
                        subscription,
                        before -> change.apply(before)
                                .authorizedUntil(call.caller().expires()))
                .orElseThrow(SubscriptionRoutes::notFound);
    }

    /**
     * It is given when the subscription is made, or never.
     *
     * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
     */
    private static void checkLifecycle(JsonBody json, Subscription subscription) {
        var url = json.text("lifecycleNotificationUrl");
        if (url.isPresent() && !url.get().equals(subscription.lifecycleNotificationUrl())) {
            throw SubscriptionJson.invalid(
                    "The lifecycleNotificationUrl of an existing subscription cannot be changed.");
        }
    }

    private GraphReply list(GraphCall call) {
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", call.root() + "/$metadata#subscriptions");
        var values = json.putArray("value");
        own(call).forEach(subscription -> values.add(SubscriptionJson.of(call, subscription)));
        return GraphReply.ok(json);
    }

    private GraphReply create(GraphCall call) {
        var subscription = reader.read(call, users::mailbox);
        if (subscriptions.of(subscription.creatorId()).size() >= MOST) {
            throw new GraphProblem(403, "Forbidden", "The mailbox has reached its limit of 1000 active subscriptions.");
        }
        handshake.require(subscription.notificationUrl());
        if (subscription.lifecycleNotificationUrl() != null) {
            handshake.require(subscription.lifecycleNotificationUrl());
        }
        subscriptions.add(subscription).ifPresent(same -> {
            throw new GraphProblem(
                    409, "Conflict", "Subscription Id " + same.id() + " already exists for the requested combination");
        });
        return GraphReply.created(SubscriptionJson.of(call, subscription));
    }

    private Subscription find(GraphCall call, String id) {
        return own(call).stream()
                .filter(subscription -> subscription.id().equals(id))
                .findFirst()
                .orElseThrow(SubscriptionRoutes::notFound);
    }

    private static GraphProblem notFound() {
        return new GraphProblem(404, "ResourceNotFound", "The object was not found.");
    }

    private List<Subscription> own(GraphCall call) {
        return subscriptions.of(call.caller().objectId()).stream()
                .filter(subscription ->
                        subscription.applicationId().equals(call.caller().appId()))
                .toList();
    }
}
