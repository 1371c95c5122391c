package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Idempotency;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/events}: what webhooks told, to be read again from any point. */
@RestController
@RequestMapping("/v1/events")
final class EventApi {

    private static final int MOST = 200;

    /** {@code endpointId} null: every enabled endpoint that wants the type. */
    record Replay(@Nullable String endpointId) {}

    /** A page that fits into a remembered answer. */
    record Replayed(List<Delivery> data, @Nullable String nextCursor) {}

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final EventLog events;
    private final Deliveries deliveries;
    private final Endpoints endpoints;

    EventApi(
            Transactions transactions,
            Idempotency idempotency,
            EventLog events,
            Deliveries deliveries,
            Endpoints endpoints) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.events = events;
        this.deliveries = deliveries;
        this.endpoints = endpoints;
    }

    @GetMapping
    Page<Envelope> list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(name = "mailbox_id", required = false) @Nullable String mailbox) {
        if (limit < 1 || limit > MOST) {
            throw ApiProblem.field("limit", "Use a number from 1 to " + MOST + ".");
        }
        if (type != null && EventType.ofWireName(type).isEmpty()) {
            throw ApiProblem.field(
                    "type", "There is no such type. There are: " + String.join(", ", EventType.wireNames()) + ".");
        }
        var filter = new EventLog.Filter(after, type, mailbox);
        var rows = transactions.in(caller.with(Scope.READ), () -> events.after(filter, limit + 1));
        return Page.of(rows.stream().map(Envelope::of).toList(), limit, last -> Long.toString(last.sequence()));
    }

    @GetMapping("/{id}")
    Envelope get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return transactions.in(caller.with(Scope.READ), () -> Envelope.of(event(id)));
    }

    @GetMapping("/{id}/deliveries")
    Page<Delivery> deliveries(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return transactions.in(
                caller.with(Scope.READ),
                () -> new Page<>(deliveries.ofEvent(event(id).id()), null));
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Replayed replay(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Replay request) {
        var workspace = caller.with(Scope.MANAGE);
        var replay = request == null ? new Replay(null) : request;
        return idempotency.once(workspace, key, "POST /v1/events/" + id + "/replay", replay, Replayed.class, () -> {
            var event = event(id);
            var begun = receivers(event, replay.endpointId()).stream()
                    .map(endpoint -> deliveries.tell(workspace, event.id(), endpoint))
                    .map(delivery -> deliveries.find(delivery).orElseThrow())
                    .toList();
            return new Replayed(begun, null);
        });
    }

    private List<String> receivers(Event event, @Nullable String endpoint) {
        if (endpoint == null) {
            return endpoints.wanting(event.type());
        }
        var found = endpoints
                .find(endpoint)
                .orElseThrow(() -> ApiProblem.field("endpoint_id", "There is no such webhook endpoint."));
        return List.of(found.id());
    }

    private Event event(String id) {
        return events.find(id).orElseThrow(() -> ApiProblem.notFound("event"));
    }
}
