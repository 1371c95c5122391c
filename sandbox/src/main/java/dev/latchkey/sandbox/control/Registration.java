package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Secret;
import dev.latchkey.sandbox.entra.Directory.SignInAudience;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Origin;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Map;

/** "App registrations": what the developer of the application sets, who belongs to none of the organizations. */
public final class Registration implements HttpService {

    private final Store store;
    private final Directory directory;
    private final Clock clock;
    private final Pages pages;

    public Registration(Store store, Directory directory, Clock clock, Pages pages) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/registration",
                        (request, response) -> pages.send(response, "registration.jte", directory.application()))
                .post("/registration", this::change);
    }

    private void change(ServerRequest request, ServerResponse response) {
        if (Origin.isForeign(request)) {
            response.status(Status.FORBIDDEN_403).send("Requests from other sites are refused.");
            return;
        }
        var before = directory.application();
        var form = Fields.ofForm(request);
        var expired = form.find("secretsExpired").isPresent();
        var secrets = before.secrets().stream()
                .map(secret -> new Secret(secret.value(), expired ? clock.instant() : null))
                .toList();
        var audience = form.find("singleTenant").isPresent()
                ? SignInAudience.AZURE_AD_MY_ORG
                : SignInAudience.AZURE_AD_MULTIPLE_ORGS;
        directory.change(
                before,
                Map.of(
                        "publisherVerified",
                        form.find("publisherVerified").isPresent(),
                        "signInAudience",
                        audience,
                        "secrets",
                        secrets));
        store.commit();
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, "/registration")
                .send();
    }
}
