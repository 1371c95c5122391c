package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mailbox;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /subscriptions}.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription</a>
 */
final class SubscriptionRoutes {

    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LONGEST_CLIENT_STATE = 128;
    private static final int MOST = 1_000;
    private static final Set<String> CHANGE_TYPES = Set.of("created", "updated", "deleted");

    private final Subscriptions subscriptions;
    private final UserRoutes users;
    private final Handshake handshake;
    private final Clock clock;

    SubscriptionRoutes(Subscriptions subscriptions, UserRoutes users, Handshake handshake, Clock clock) {
        this.subscriptions = subscriptions;
        this.users = users;
        this.handshake = handshake;
        this.clock = clock;
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
        if (path.rest().name().equals("reauthorize") && call.is("POST")) {
            return GraphReply.noContent();
        }
        if (!path.rest().atEnd()) {
            throw GraphProblem.noRoute(path.rest().id());
        }
        return switch (call.method()) {
            case "GET" -> GraphReply.ok(json(call, subscription));
            case "PATCH" -> {
                var renewed = subscription.until(expiration(new JsonBody(call.json())));
                subscriptions.replace(renewed);
                yield GraphReply.ok(json(call, renewed));
            }
            case "DELETE" -> {
                subscriptions.remove(subscription);
                yield GraphReply.noContent();
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    private GraphReply list(GraphCall call) {
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", call.root() + "/$metadata#subscriptions");
        var values = json.putArray("value");
        own(call).forEach(subscription -> values.add(json(call, subscription)));
        return GraphReply.ok(json);
    }

    private GraphReply create(GraphCall call) {
        var json = new JsonBody(call.json());
        var subscription = read(call, json);
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
        return GraphReply.created(json(call, subscription));
    }

    private Subscription read(GraphCall call, JsonBody json) {
        if (json.flag("includeResourceData").orElse(false)) {
            throw invalid("Resource data in notifications is not supported by this sandbox.");
        }
        var resource = required(json, "resource");
        var question = resource.indexOf('?');
        var path = GraphPath.of(question < 0 ? resource : resource.substring(0, question));
        var mailbox = users.mailbox(call, path);
        return new Subscription(
                UUID.randomUUID().toString(),
                call.caller().appId(),
                call.caller().tenantId(),
                mailbox.owner().objectId(),
                changeTypes(required(json, "changeType")),
                resource,
                folder(mailbox, path),
                question < 0 ? null : filter(resource.substring(question + 1)),
                call.immutableIds(),
                required(json, "notificationUrl"),
                json.text("lifecycleNotificationUrl")
                        .filter(url -> !url.isEmpty())
                        .orElse(null),
                clientState(json),
                expiration(json));
    }

    /** Of {@code me/messages} and {@code me/mailFolders/{id}/messages}. */
    private static int folder(Mailbox mailbox, GraphPath path) {
        var below = path.name().equals("me") ? path.rest() : path.rest().rest();
        if (below.length() == 1 && below.name().equals("messages")) {
            return 0;
        }
        if (below.length() == 3
                && below.name().equals("mailfolders")
                && below.rest().rest().name().equals("messages")) {
            return mailbox.folders()
                    .get(below.rest().id())
                    .orElseThrow(() -> new GraphProblem(
                            404, "ErrorFolderNotFound", "The specified folder was not found in the store."))
                    .number();
        }
        throw invalid("The resource is not supported for subscriptions.");
    }

    private static @Nullable String filter(String query) {
        var options = GraphQuery.of(query);
        if (List.of("$top", "$skip", "$orderby").stream().anyMatch(options::has)) {
            throw invalid("$top, $skip and $orderby are not supported for subscriptions.");
        }
        var filter = options.get("$filter");
        filter.ifPresent(FilterReader::read);
        return filter.orElse(null);
    }

    private static List<String> changeTypes(String text) {
        var types = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!CHANGE_TYPES.containsAll(types)) {
            throw invalid("The change type must be made of created, updated and deleted.");
        }
        return types;
    }

    private static @Nullable String clientState(JsonBody json) {
        var state = json.text("clientState").orElse(null);
        if (state != null && state.length() > LONGEST_CLIENT_STATE) {
            throw invalid("The client state must have at most 128 characters.");
        }
        return state;
    }

    private Instant expiration(JsonBody json) {
        var now = clock.instant();
        try {
            var asked =
                    OffsetDateTime.parse(required(json, "expirationDateTime")).toInstant();
            if (asked.isAfter(now.plus(LONGEST).plusSeconds(60))) {
                throw invalid("Subscription expiration can only be 10080 minutes in the future.");
            }
            if (!asked.isAfter(now)) {
                throw invalid("Subscription expiration must be in the future.");
            }
            var least = now.plus(SHORTEST);
            return asked.isBefore(least) ? least : asked;
        } catch (DateTimeException e) {
            throw invalid("The expiration is not a time.");
        }
    }

    private Subscription find(GraphCall call, String id) {
        return own(call).stream()
                .filter(subscription -> subscription.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GraphProblem(404, "ResourceNotFound", "The object was not found."));
    }

    private List<Subscription> own(GraphCall call) {
        return subscriptions.of(call.caller().objectId()).stream()
                .filter(subscription ->
                        subscription.applicationId().equals(call.caller().appId()))
                .toList();
    }

    private static String required(JsonBody json, String name) {
        return json.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> invalid("The property " + name + " is missing."));
    }

    private static ObjectNode json(GraphCall call, Subscription subscription) {
        return GraphCall.JSON
                .createObjectNode()
                .put("@odata.context", call.root() + "/$metadata#subscriptions/$entity")
                .put("id", subscription.id())
                .put("resource", subscription.resource())
                .put("applicationId", subscription.applicationId())
                .put("changeType", String.join(",", subscription.changeTypes()))
                .put("clientState", subscription.clientState())
                .put("notificationUrl", subscription.notificationUrl())
                .putNull("notificationQueryOptions")
                .put("lifecycleNotificationUrl", subscription.lifecycleNotificationUrl())
                .put("expirationDateTime", subscription.expiration().toString())
                .put("creatorId", subscription.creatorId())
                .putNull("includeResourceData")
                .put("latestSupportedTlsVersion", "v1_2")
                .putNull("encryptionCertificate")
                .putNull("encryptionCertificateId")
                .putNull("notificationUrlAppId");
    }

    private static GraphProblem invalid(String message) {
        return new GraphProblem(400, "InvalidRequest", message);
    }
}
