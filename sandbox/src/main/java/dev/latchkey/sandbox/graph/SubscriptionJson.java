package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.store.Randomness;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client wants to be told of, and writes a subscription as Graph does. */
final class SubscriptionJson {

    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LONGEST_CLIENT_STATE = 128;
    private static final Set<String> CHANGE_TYPES = Set.of("created", "updated", "deleted");

    private final Clock clock;
    private final Randomness random;

    SubscriptionJson(Clock clock, Randomness random) {
        this.clock = clock;
        this.random = random;
    }

    /** @param mailboxes finds the mailbox that a resource leads into, for this caller */
    Subscription read(GraphCall call, BiFunction<GraphCall, GraphPath, Mailbox> mailboxes) {
        var json = new JsonBody(call.json());
        if (json.flag("includeResourceData").orElse(false)) {
            throw invalid("Resource data in notifications is not supported by this sandbox.");
        }
        var resource = required(json, "resource");
        var question = resource.indexOf('?');
        var path = GraphPath.of(question < 0 ? resource : resource.substring(0, question));
        var mailbox = mailboxes.apply(call, path);
        return new Subscription(
                random.uuid(),
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
                expiration(json),
                new Subscription.Authorization(call.caller().expires(), null, false));
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

    Instant expiration(JsonBody json) {
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

    private static String required(JsonBody json, String name) {
        return json.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> invalid("The property " + name + " is missing."));
    }

    static ObjectNode of(GraphCall call, Subscription subscription) {
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

    static GraphProblem invalid(String message) {
        return new GraphProblem(400, "InvalidRequest", message);
    }
}
