package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.entra.ConsentRequests;
import dev.latchkey.sandbox.entra.ConsentRequests.ConsentRequest;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Grants;
import dev.latchkey.sandbox.entra.Grants.Grant;
import dev.latchkey.sandbox.entra.TenantSettings;
import dev.latchkey.sandbox.entra.UserSettings;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /_sandbox}: the state of the directory, and changes to it. Another site cannot make a browser change anything:
 * foreign requests are refused, and a change is JSON, which needs a permission that we never give.
 */
public final class Control implements HttpService {

    /** What {@code GET /_sandbox/state} answers. */
    private record State(Application application, List<TenantState> tenants) {}

    private record TenantState(Tenant tenant, List<User> users, List<Grant> grants, List<ConsentRequest> requests) {}

    private final Store store;
    private final Directory directory;
    private final Grants grants;
    private final ConsentRequests requests;
    private final Runnable reset;

    public Control(Store store, Directory directory, Grants grants, ConsentRequests requests, Runnable reset) {
        this.store = store;
        this.directory = directory;
        this.grants = grants;
        this.requests = requests;
        this.reset = reset;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/_sandbox/*", Control::guard)
                .get("/_sandbox/state", (request, response) -> Json.send(response, Status.OK_200, state()))
                .post("/_sandbox/reset", this::reset)
                .patch("/_sandbox/tenants/{tenant}", this::tenant)
                .delete("/_sandbox/tenants/{tenant}/grants", this::revoke)
                .patch("/_sandbox/users/{user}", this::user)
                .patch("/_sandbox/application", this::application);
    }

    private static void guard(ServerRequest request, ServerResponse response) {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (Origin.isForeign(request)) {
            refuse(response, Status.FORBIDDEN_403, "Requests from other sites are refused.");
        } else if (type.startsWith("text/plain") || type.contains("form")) {
            refuse(response, Status.UNSUPPORTED_MEDIA_TYPE_415, "Send application/json.");
        } else {
            response.next();
        }
    }

    private State state() {
        var application = directory.application();
        return new State(
                application,
                directory.tenants().stream()
                        .map(tenant -> new TenantState(
                                tenant,
                                directory.users().stream()
                                        .filter(user -> user.tenantId().equals(tenant.id()))
                                        .toList(),
                                grants.in(tenant, application),
                                requests.in(tenant)))
                        .toList());
    }

    private void reset(ServerRequest request, ServerResponse response) {
        reset.run();
        response.status(Status.NO_CONTENT_204).send();
    }

    /** Changes some of {@link TenantSettings}. */
    private void tenant(ServerRequest request, ServerResponse response) {
        var tenant = directory.tenant(request.path().pathParameters().get("tenant"));
        if (tenant.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such tenant.");
            return;
        }
        var changed = Json.merge(tenant.get().settings(), TenantSettings.class, Body.of(request))
                .map(tenant.get()::with);
        changed.ifPresent(directory::save);
        answer(response, changed);
    }

    /** Takes away every grant of a tenant. */
    private void revoke(ServerRequest request, ServerResponse response) {
        var tenant = directory.tenant(request.path().pathParameters().get("tenant"));
        if (tenant.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such tenant.");
            return;
        }
        grants.in(tenant.get(), directory.application()).forEach(grants::revoke);
        store.commit();
        response.status(Status.NO_CONTENT_204).send();
    }

    /** Changes some of {@link UserSettings}, by object id or address. */
    private void user(ServerRequest request, ServerResponse response) {
        var named = request.path().pathParameters().get("user");
        var user = directory.user(named).or(() -> directory.userByAddress(named));
        if (user.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such user.");
            return;
        }
        var changed = Json.merge(user.get().settings(), UserSettings.class, Body.of(request))
                .map(user.get()::with);
        changed.ifPresent(directory::save);
        answer(response, changed);
    }

    /** Changes some of {@link Application}, but not its client id. */
    private void application(ServerRequest request, ServerResponse response) {
        var before = directory.application();
        var changed = Json.merge(before, Application.class, Body.of(request))
                .filter(after -> after.clientId().equals(before.clientId()));
        changed.ifPresent(directory::save);
        answer(response, changed);
    }

    private void answer(ServerResponse response, Optional<?> changed) {
        store.commit();
        changed.ifPresentOrElse(
                now -> Json.send(response, Status.OK_200, now),
                () -> refuse(response, Status.BAD_REQUEST_400, "Unknown field or value; see GET /_sandbox/state."));
    }

    private static void refuse(ServerResponse response, Status status, String message) {
        Json.send(response, status, Map.of("error", message));
    }
}
