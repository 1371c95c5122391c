package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** What is to go wrong with notifications: {@code /_sandbox/faults/notifications}. */
final class NotificationFaults implements HttpService {

    private static final String PATH = "/_sandbox/faults/notifications";

    private final MVMap<String, NotificationFault> faults;
    private final Store store;
    private final Ledger ledger;

    NotificationFaults(Store store, Ledger ledger) {
        this.faults = store.map("faults.notifications", NotificationFault.class);
        this.store = store;
        this.ledger = ledger;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, (request, response) -> list(response))
                .post(PATH, this::add)
                .delete(PATH, this::clear);
    }

    /** What was ordered for this notification; the first that meets it is used up by it. */
    synchronized Optional<NotificationFault> meet(Subscription subscription, String changeType) {
        for (var entry : faults.entrySet()) {
            var fault = entry.getValue();
            if (fault.meets(subscription, changeType)) {
                if (fault.times() > 1) {
                    faults.put(entry.getKey(), fault.once());
                } else {
                    faults.remove(entry.getKey());
                }
                record(fault, subscription, changeType);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private void record(NotificationFault fault, Subscription subscription, String changeType) {
        ledger.record(
                "fault.fired",
                Map.of(
                        "service",
                        "NOTIFICATION",
                        "call",
                        changeType + " " + subscription.id(),
                        "did",
                        fault.fault() + (fault.delay() == null ? "" : " " + fault.delay())));
    }

    private void list(ServerResponse response) {
        Json.send(response, Status.OK_200, Map.of("data", List.copyOf(faults.values())));
    }

    private synchronized void add(ServerRequest request, ServerResponse response) {
        var fault = Json.read(Body.of(request), NotificationFault.class).filter(NotificationFault::sensible);
        if (fault.isEmpty()) {
            Json.send(
                    response,
                    Status.BAD_REQUEST_400,
                    Map.of("error", "Send {\"fault\":\"DROP\",\"changeType\":\"created\",\"times\":1}."));
            return;
        }
        var last = faults.lastKey();
        faults.put("%06d".formatted(last == null ? 1 : Integer.parseInt(last) + 1), fault.get());
        store.commit();
        list(response);
    }

    private synchronized void clear(ServerRequest request, ServerResponse response) {
        faults.clear();
        store.commit();
        response.status(Status.NO_CONTENT_204).send();
    }
}
