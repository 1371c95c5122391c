package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;

/** The first page: what this is, who is in it, and where to go. */
public final class Home implements HttpService {

    /** What the page shows. */
    public record Model(Directory.Application application, List<Organization> organizations) {}

    /** A tenant and its people. */
    public record Organization(Directory.Tenant tenant, List<Directory.User> users) {}

    private final Directory directory;
    private final Pages pages;

    public Home(Directory directory, Pages pages) {
        this.directory = directory;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (request, response) -> pages.send(response, "home.jte", model()));
    }

    private Model model() {
        return new Model(
                directory.application(),
                directory.tenants().stream()
                        .map(tenant -> new Organization(
                                tenant,
                                directory.users().stream()
                                        .filter(user -> user.tenantId().equals(tenant.id()))
                                        .toList()))
                        .toList());
    }
}
