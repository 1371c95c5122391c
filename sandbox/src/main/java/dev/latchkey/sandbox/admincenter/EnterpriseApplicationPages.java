package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Grants;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/** An enterprise application's "Properties" and "Users and groups". */
public final class EnterpriseApplicationPages implements HttpService {

    /** Who may use it. */
    public record Assignment(EnterpriseApplication of, List<User> users) {}

    private final KnownApplications known;
    private final Store store;
    private final Directory directory;
    private final Grants grants;
    private final Pages pages;

    public EnterpriseApplicationPages(
            KnownApplications known, Store store, Directory directory, Grants grants, Pages pages) {
        this.known = known;
        this.store = store;
        this.directory = directory;
        this.grants = grants;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        KnownApplications.PATH + "/properties",
                        known.page((of, request, response) -> pages.send(response, "admin/properties.jte", of)))
                .post(KnownApplications.PATH + "/properties", known.page(this::properties))
                .post(KnownApplications.PATH + "/delete", known.page(this::delete))
                .get(KnownApplications.PATH + "/users", known.page(this::users))
                .post(KnownApplications.PATH + "/users", known.page(this::assign));
    }

    private void properties(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        var form = Fields.ofForm(request);
        directory.change(
                of.admin().tenant(),
                Map.of(
                        "applicationEnabled", form.get("enabled", "").equals("yes"),
                        "assignmentRequired", form.get("assignmentRequired", "").equals("yes")));
        back(of, response, "/properties");
    }

    /** A deleted application begins anew at the next consent. */
    private void delete(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        forget(of.admin(), of.application());
        AdminCenter.redirect(response, "/entra/" + of.admin().tenant().domain() + "/applications");
    }

    private void forget(Admin admin, Application application) {
        grants.forget(admin.tenant(), application);
        directory.change(
                admin.tenant(),
                Map.of("applicationEnabled", true, "assignmentRequired", false, "assignedUsers", List.of()));
        store.commit();
    }

    private void users(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        var users = directory.users().stream()
                .filter(user -> user.tenantId().equals(of.admin().tenant().id()))
                .toList();
        pages.send(response, "admin/assignment.jte", new Assignment(of, users));
    }

    private void assign(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        directory.change(
                of.admin().tenant(),
                Map.of("assignedUsers", Fields.ofForm(request).ticked("user:")));
        back(of, response, "/users");
    }

    private void back(EnterpriseApplication of, ServerResponse response, String page) {
        store.commit();
        AdminCenter.redirect(response, of.path() + page);
    }
}
