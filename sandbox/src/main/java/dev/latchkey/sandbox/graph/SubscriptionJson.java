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
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client wants to be told of, and writes a subscription as Graph does. */
final class SubscriptionJson {

    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LONGEST_RICH = Duration.ofDays(1);
    private static final int LONGEST_CLIENT_STATE = 128;
    private static final Pattern EXPANDED = Pattern.compile("(single|multi)valueextendedproperties");
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
        var resource = required(json, "resource");
        var question = resource.indexOf('?');
        var path = GraphPath.of(question < 0 ? resource : resource.substring(0, question));
        var mailbox = mailboxes.apply(call, path);
        var options = GraphQuery.of(question < 0 ? "" : resource.substring(question + 1));
        var view = view(call, options);
        var rich = json.flag("includeResourceData").orElse(false);
        if (rich && view.select().names().isEmpty()) {
            throw refused("select clause should be present in query string to support rich notifications");
        }
        return new Subscription(
                random.uuid(),
                call.caller().appId(),
                call.caller().tenantId(),
                mailbox.owner().objectId(),
                changeTypes(required(json, "changeType")),
                resource,
                folder(mailbox, path),
                filter(options),
                call.immutableIds(),
                required(json, "notificationUrl"),
                json.text("lifecycleNotificationUrl")
                        .filter(url -> !url.isEmpty())
                        .orElse(null),
                clientState(json),
                expiration(json, rich),
                new Subscription.Authorization(call.caller().expires(), null, false),
                rich ? ResourceData.of(json, view) : null);
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

    private static View view(GraphCall call, GraphQuery options) {
        var view = View.of(call, options);
        var expand = options.get("$expand").orElse("").strip().toLowerCase(Locale.ROOT);
        if (List.of("$top", "$skip", "$orderby").stream().anyMatch(options::has)
                || view.chose("body")
                || view.chose("uniqueBody")
                || view.attachments() != null
                || !(expand.isEmpty() || EXPANDED.matcher(expand).lookingAt())) {
            throw refused("$top, $skip, $orderby, $select=body,uniqueBody and $expand other than"
                    + " singleValueExtendedProperties,multiValueExtendedProperties are not supported in subscription"
                    + " resource Url.");
        }
        return view;
    }

    private static @Nullable String filter(GraphQuery options) {
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

    /** @param rich with resource data, for which a subscription is good for a day */
    Instant expiration(JsonBody json, boolean rich) {
        var now = clock.instant();
        var longest = rich ? LONGEST_RICH : LONGEST;
        try {
            var asked =
                    OffsetDateTime.parse(required(json, "expirationDateTime")).toInstant();
            if (asked.isAfter(now.plus(longest).plusSeconds(60))) {
                throw invalid(
                        "Subscription expiration can only be %d minutes in the future.".formatted(longest.toMinutes()));
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

    static String required(JsonBody json, String name) {
        return json.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> invalid("The property " + name + " is missing."));
    }

    static ObjectNode of(GraphCall call, Subscription subscription) {
        var data = subscription.data();
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
                .put("includeResourceData", data == null ? null : Boolean.TRUE)
                .put("latestSupportedTlsVersion", "v1_2")
                .put("encryptionCertificate", data == null ? null : data.certificate())
                .put("encryptionCertificateId", data == null ? null : data.certificateId())
                .putNull("notificationUrlAppId");
    }

    /** In the words of Exchange, as Graph passes them on. */
    private static GraphProblem refused(String reason) {
        return new GraphProblem(
                400,
                "ExtensionError",
                "Operation: Create; Exception: [Status Code: BadRequest; Reason: " + reason + "]");
    }

    static GraphProblem invalid(String message) {
        return new GraphProblem(400, "InvalidRequest", message);
    }
}
