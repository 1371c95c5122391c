package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.entra.ErrorCode;
import dev.latchkey.sandbox.entra.ErrorPlace;
import dev.latchkey.sandbox.entra.Scenarios;
import dev.latchkey.sandbox.entra.Scenarios.Armed;
import dev.latchkey.sandbox.entra.Scenarios.Scenario;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scenarios by name: the page that lists them, and {@code /_sandbox/scenario}. {@link Control} guards the latter. */
public final class ScenarioControl implements HttpService {

    /** The page. */
    public record Model(List<Scenario> scenarios, List<ErrorCode> codes, List<Armed> armed) {}

    /**
     * The body of a request; absent: once, for anybody, wherever it can happen.
     *
     * @param user an address
     */
    private record Wish(
            @Nullable String user,
            @Nullable ErrorPlace place,
            @Nullable Integer times) {}

    private static final int MOST = 10_000;

    private final Store store;
    private final Scenarios scenarios;
    private final Pages pages;

    public ScenarioControl(Store store, Scenarios scenarios, Pages pages) {
        this.store = store;
        this.scenarios = scenarios;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/_sandbox/scenario", (request, response) -> Json.send(response, Status.OK_200, listed()))
                .post("/_sandbox/scenario/{name}", this::arm)
                .delete("/_sandbox/scenario", this::disarm)
                .get("/scenarios", (request, response) -> pages.send(response, "scenarios.jte", model()))
                .post("/scenarios", this::armFromPage);
    }

    private Map<String, Object> listed() {
        return Map.of(
                "codes",
                ErrorCode.all(),
                "names",
                Scenarios.all().stream().map(Scenario::name).toList(),
                "armed",
                scenarios.armed());
    }

    private Model model() {
        return new Model(Scenarios.all(), ErrorCode.all(), scenarios.armed());
    }

    private void arm(ServerRequest request, ServerResponse response) {
        var body = Body.of(request);
        var wish = body.length == 0 ? Optional.of(new Wish(null, null, null)) : Json.read(body, Wish.class);
        var scenario = Scenarios.named(request.path().pathParameters().get("name"));
        if (scenario.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such scenario; see GET /_sandbox/scenario.");
            return;
        }
        wish.flatMap(each -> arm(scenario.get(), each))
                .ifPresentOrElse(
                        armed -> Json.send(response, Status.OK_200, armed),
                        () -> refuse(response, Status.BAD_REQUEST_400, "Unknown field, or it cannot happen there."));
    }

    private Optional<Armed> arm(Scenario scenario, Wish wish) {
        var times = Math.clamp(Objects.requireNonNullElse(wish.times(), 1), 1, MOST);
        var armed = scenarios.arm(scenario, wish.place(), wish.user(), times);
        store.commit();
        return armed;
    }

    private void disarm(ServerRequest request, ServerResponse response) {
        scenarios.disarm();
        store.commit();
        response.status(Status.NO_CONTENT_204).send();
    }

    private void armFromPage(ServerRequest request, ServerResponse response) {
        if (Origin.isForeign(request)) {
            response.status(Status.FORBIDDEN_403).send("Requests from other sites are refused.");
            return;
        }
        var form = Fields.ofForm(request);
        if (form.find("disarm").isPresent()) {
            scenarios.disarm();
            store.commit();
        }
        var place = form.find("place").flatMap(ScenarioControl::place).orElse(null);
        Scenarios.named(form.get("scenario", ""))
                .ifPresent(scenario -> arm(scenario, new Wish(form.get("user"), place, 1)));
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, "/scenarios")
                .send();
    }

    private static Optional<ErrorPlace> place(String name) {
        return List.of(ErrorPlace.values()).stream()
                .filter(place -> place.name().equals(name))
                .findFirst();
    }

    private static void refuse(ServerResponse response, Status status, String message) {
        Json.send(response, status, Map.of("error", message));
    }
}
