package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.ConsentPrompt;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Grants;
import dev.latchkey.sandbox.entra.Grants.Grant;
import dev.latchkey.sandbox.entra.Permission;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Enterprise applications: the list, one application's permissions, "Grant admin consent", and taking it back. */
public final class ApplicationPages implements HttpService {

    /** The list; an application is there once somebody in the tenant consented to it or asked for it. */
    public record ApplicationList(Admin admin, String search, List<Application> applications) {}

    /** "Permissions". */
    public record PermissionsPage(
            Admin admin, Application application, List<RequestedRow> requested, List<GrantRow> grants) {

        /** Something of what the application may ask for waits for an administrator. */
        public boolean adminConsentRequired() {
            return requested.stream().anyMatch(RequestedRow::adminConsentRequired);
        }

        /** One row of each who consented. */
        public List<GrantRow> principals() {
            var seen = new HashSet<String>();
            return grants.stream().filter(row -> seen.add(row.principalId())).toList();
        }
    }

    /** A permission of the registration. */
    public record RequestedRow(Permission permission, boolean grantedToAll, boolean adminConsentRequired) {}

    /** One granted permission; {@code principal} is empty for the whole tenant. */
    public record GrantRow(Permission permission, String consentType, String principalId, String principal) {}

    private final AdminCenter adminCenter;
    private final KnownApplications known;
    private final Store store;
    private final Directory directory;
    private final Grants grants;
    private final Pages pages;

    public ApplicationPages(
            AdminCenter adminCenter,
            KnownApplications known,
            Store store,
            Directory directory,
            Grants grants,
            Pages pages) {
        this.adminCenter = adminCenter;
        this.known = known;
        this.store = store;
        this.directory = directory;
        this.grants = grants;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/entra/{tenant}/applications", adminCenter.guarded(this::list))
                .get(
                        KnownApplications.PATH,
                        known.page((of, request, response) -> pages.send(response, "admin/application.jte", of)))
                .get(KnownApplications.PATH + "/permissions", known.page(this::permissions))
                .get(KnownApplications.PATH + "/grant", known.page(this::prompt))
                .post(KnownApplications.PATH + "/grant", known.page(this::grant))
                .post(KnownApplications.PATH + "/revoke", known.page(this::revoke));
    }

    private void list(Admin admin, ServerRequest request, ServerResponse response) {
        var search = Fields.ofQuery(request).get("q", "").strip();
        var application = directory.application();
        var found = grants.knows(admin.tenant(), application)
                && (application.displayName().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT))
                        || application.clientId().equalsIgnoreCase(search));
        pages.send(
                response,
                "admin/applications.jte",
                new ApplicationList(admin, search, found ? List.of(application) : List.of()));
    }

    private void permissions(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        var rows = grants.in(of.admin().tenant(), of.application()).stream()
                .flatMap(grant -> rows(grant).stream())
                .toList();
        pages.send(
                response,
                "admin/permissions.jte",
                new PermissionsPage(of.admin(), of.application(), requested(of.admin(), of.application()), rows));
    }

    private List<RequestedRow> requested(Admin admin, Application application) {
        var toAll = grants.in(admin.tenant(), application).stream()
                .filter(grant -> grant.principalId() == null)
                .flatMap(grant -> Permission.ofNames(grant.scopes()).stream())
                .toList();
        var settings = admin.tenant().settings();
        return Permission.ofNames(application.permissions()).stream()
                .filter(permission -> !permission.signIn())
                .map(permission -> new RequestedRow(
                        permission,
                        toAll.contains(permission),
                        !toAll.contains(permission) && !settings.userMayConsent(application, permission)))
                .toList();
    }

    private List<GrantRow> rows(Grant grant) {
        var id = grant.principalId() == null ? "" : grant.principalId();
        var principal = directory.user(id).map(Directory.User::address).orElse("");
        return Permission.ofNames(grant.scopes()).stream()
                .map(permission -> new GrantRow(permission, grant.consentType(), id, principal))
                .toList();
    }

    private void prompt(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        pages.send(
                response,
                "entra/consent.jte",
                new ConsentPrompt(
                        request.path().path(),
                        "",
                        of.admin().user(),
                        of.admin().tenant(),
                        of.application(),
                        List.copyOf(Permission.ofNames(of.application().permissions())),
                        true,
                        false));
    }

    private void grant(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        if (Fields.ofForm(request).get("answer", "").equals("accept")) {
            grants.regrantToAll(
                    of.admin().tenant(),
                    of.application(),
                    Set.copyOf(of.application().permissions()),
                    of.admin().user());
            store.commit();
        }
        AdminCenter.redirect(response, of.path() + "/permissions");
    }

    /** Revokes what the whole tenant has, or one user. */
    private void revoke(EnterpriseApplication of, ServerRequest request, ServerResponse response) {
        var principal = Fields.ofForm(request).get("principal");
        grants.in(of.admin().tenant(), of.application()).stream()
                .filter(grant -> Objects.equals(grant.principalId(), principal))
                .forEach(grants::revoke);
        store.commit();
        AdminCenter.redirect(response, of.path() + "/permissions");
    }
}
