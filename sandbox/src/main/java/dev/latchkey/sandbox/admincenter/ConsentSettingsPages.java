package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.ConsentPolicy;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Permission;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** "Consent and permissions": user consent settings, permission classifications, admin consent settings. */
public final class ConsentSettingsPages implements HttpService {

    /** A page of it; {@code saved} after a change. */
    public record Settings(Admin admin, List<Permission> classifiable, List<User> users, boolean saved) {}

    private static final String PATH = "/entra/{tenant}/consent/";
    private static final int LONGEST_DAYS = 60;

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final Pages pages;

    public ConsentSettingsPages(AdminCenter adminCenter, Store store, Directory directory, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH + "user", show("admin/userConsent.jte"))
                .post(PATH + "user", adminCenter.guarded(this::userConsent))
                .get(PATH + "classifications", show("admin/classifications.jte"))
                .post(PATH + "classifications", adminCenter.guarded(this::classify))
                .get(PATH + "admin", show("admin/adminConsent.jte"))
                .post(PATH + "admin", adminCenter.guarded(this::adminConsent));
    }

    private Handler show(String template) {
        return adminCenter.guarded((admin, request, response) -> {
            // those of signing in are always low, and all that are listed need no administrator by nature
            var classifiable = Arrays.stream(Permission.values())
                    .filter(permission -> !permission.signIn())
                    .toList();
            var users = directory.users().stream()
                    .filter(user -> user.tenantId().equals(admin.tenant().id()) && !user.guest())
                    .toList();
            var saved = Fields.ofQuery(request).find("saved").isPresent();
            pages.send(response, template, new Settings(admin, classifiable, users, saved));
        });
    }

    private void userConsent(Admin admin, ServerRequest request, ServerResponse response) {
        var chosen = Fields.ofForm(request).get("userConsent", "");
        var policy = Arrays.stream(ConsentPolicy.values())
                .filter(each -> each.name().equals(chosen))
                .findFirst()
                .orElse(admin.tenant().settings().userConsent());
        change(admin, Map.of("userConsent", policy), response, "user");
    }

    private void classify(Admin admin, ServerRequest request, ServerResponse response) {
        var low = Permission.ofNames(Fields.ofForm(request).ticked("low:")).stream()
                .map(Permission::scope)
                .toList();
        change(admin, Map.of("lowImpactPermissions", low), response, "classifications");
    }

    private void adminConsent(Admin admin, ServerRequest request, ServerResponse response) {
        var form = Fields.ofForm(request);
        var days = Optional.of(form.get("days", ""))
                .filter(text -> text.matches("\\d{1,2}"))
                .map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= LONGEST_DAYS)
                .orElse(admin.tenant().settings().requestsExpireAfterDays());
        var changes = Map.of(
                "adminConsentWorkflow",
                form.get("workflow", "no").equals("yes"),
                "reviewers",
                form.ticked("reviewer:"),
                "requestsExpireAfterDays",
                days);
        change(admin, changes, response, "admin");
    }

    private void change(Admin admin, Map<String, ?> changes, ServerResponse response, String page) {
        directory.change(admin.tenant(), changes);
        store.commit();
        AdminCenter.redirect(response, "/entra/" + admin.tenant().domain() + "/consent/" + page + "?saved=yes");
    }
}
