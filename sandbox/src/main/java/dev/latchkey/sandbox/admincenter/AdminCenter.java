package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.SignIn;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Origin;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/** The way in: lets the administrator of a tenant to that tenant's pages, and asks everyone else to sign in. */
public final class AdminCenter implements HttpService {

    /** Who administers what. */
    public record Admin(Tenant tenant, User user) {}

    /** Shown to whoever is signed in but administers nothing, or several tenants; {@code query} names the page to open. */
    public record Doorway(List<Admin> admins, List<User> others, String query) {}

    /** A page or a form behind the check. */
    interface AdminPage {
        void handle(Admin admin, ServerRequest request, ServerResponse response) throws Exception;
    }

    private final Directory directory;
    private final SignIn signIn;
    private final Pages pages;

    public AdminCenter(Directory directory, SignIn signIn, Pages pages) {
        this.directory = directory;
        this.signIn = signIn;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/entra", this::enter)
                .get("/entra/", this::enter)
                .get("/entra/signIn", (request, response) -> signIn.ask(request, response, "/entra/" + query(request)))
                .get("/entra/{tenant}", guarded(this::home));
    }

    private void enter(ServerRequest request, ServerResponse response) {
        var accounts = signIn.accounts(request);
        var admins = accounts.stream()
                .filter(User::administrator)
                .map(user -> new Admin(directory.tenantOf(user), user))
                .toList();
        if (accounts.isEmpty()) {
            signIn.ask(request, response, "/entra/" + query(request));
        } else if (admins.size() == 1) {
            redirect(response, "/entra/" + admins.getFirst().tenant().domain() + query(request));
        } else {
            pages.send(response, "admin/doorway.jte", new Doorway(admins, accounts, query(request)));
        }
    }

    private void home(Admin admin, ServerRequest request, ServerResponse response) {
        Fields.ofQuery(request)
                .find("view")
                .flatMap(view -> Blades.page(admin.tenant(), view))
                .ifPresentOrElse(page -> redirect(response, page), () -> pages.send(response, "admin/home.jte", admin));
    }

    /** A page for the administrator of the tenant in its path; a form from another site is refused. */
    Handler guarded(AdminPage page) {
        return (request, response) -> {
            if (!request.prologue().method().text().equals("GET") && Origin.isForeign(request)) {
                response.status(Status.FORBIDDEN_403).send("Requests from other sites are refused.");
                return;
            }
            var tenant = directory.tenant(request.path().pathParameters().get("tenant"));
            if (tenant.isEmpty()) {
                response.status(Status.NOT_FOUND_404).send("There is no such tenant.");
                return;
            }
            var admin = administrator(request, tenant.get());
            if (admin.isEmpty()) {
                signIn.ask(request, response, address(request));
            } else {
                page.handle(admin.get(), request, response);
            }
        };
    }

    private static String address(ServerRequest request) {
        return request.path().path() + query(request);
    }

    private static String query(ServerRequest request) {
        var query = request.prologue().query().rawValue();
        return query.isEmpty() ? "" : "?" + query;
    }

    private Optional<Admin> administrator(ServerRequest request, Tenant tenant) {
        return signIn.accounts(request).stream()
                .filter(user -> user.administrator() && user.tenantId().equals(tenant.id()))
                .findFirst()
                .map(user -> new Admin(tenant, user));
    }

    static void redirect(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
    }
}
