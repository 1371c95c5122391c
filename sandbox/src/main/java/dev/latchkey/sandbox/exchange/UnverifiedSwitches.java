package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import org.h2.mvstore.MVMap;

/** {@code /_sandbox/unverified} shows {@link Unverified} and changes it. */
final class UnverifiedSwitches implements HttpService {

    private static final String ALL = "exchange";

    private final MVMap<String, Unverified> changed;
    private final Store store;

    UnverifiedSwitches(Store store) {
        this.changed = store.map("unverified", Unverified.class);
        this.store = store;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/_sandbox/unverified", (request, response) -> Json.send(response, Status.OK_200, now()))
                .patch("/_sandbox/unverified", this::change);
    }

    Unverified now() {
        return changed.getOrDefault(ALL, Unverified.USUAL);
    }

    private void change(ServerRequest request, ServerResponse response) {
        var merged = Json.merge(now(), Unverified.class, Body.of(request)).filter(Unverified::sensible);
        if (merged.isEmpty()) {
            Json.send(
                    response,
                    Status.BAD_REQUEST_400,
                    Map.of("error", "Send some of what GET shows, such as {\"immutableIdAtSend\": \"CHANGED\"}."));
            return;
        }
        changed.put(ALL, merged.get());
        store.commit();
        Json.send(response, Status.OK_200, merged.get());
    }
}
