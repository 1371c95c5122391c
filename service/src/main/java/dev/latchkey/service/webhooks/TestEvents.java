package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.http.ApiProblem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Sends {@code webhook.test} to one endpoint, on the way that every event takes. */
@Component
final class TestEvents {

    private record Test(String endpointId, String message) {}

    private final EventLog events;
    private final Deliveries deliveries;

    TestEvents(EventLog events, Deliveries deliveries) {
        this.events = events;
        this.deliveries = deliveries;
    }

    /**
     * Call it in a transaction of the workspace.
     *
     * @throws ApiProblem 409 where the endpoint is disabled
     */
    Delivery send(WorkspaceId workspace, Endpoint endpoint) {
        if (!endpoint.enabled()) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT, "endpoint_disabled", "Enable the endpoint first: PATCH {\"enabled\":true}.");
        }
        var event = events.append(
                workspace, EventType.WEBHOOK_TEST, null, new Test(endpoint.id(), "It works: this is a test event."));
        var id = deliveries.tell(workspace, event.id(), endpoint.id());
        return deliveries.find(id).orElseThrow();
    }
}
