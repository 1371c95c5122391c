package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.ConsentPolicy;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.TenantSettings;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;

/** User consent settings, admin consent settings, and the one Conditional Access policy. */
public final class SettingsPages implements HttpService {

    private static final String PATH = "/entra/{tenant}/settings";

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final Pages pages;

    public SettingsPages(AdminCenter adminCenter, Store store, Directory directory, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        PATH,
                        adminCenter.guarded(
                                (admin, request, response) -> pages.send(response, "admin/settings.jte", admin)))
                .post(PATH, adminCenter.guarded(this::change));
    }

    private void change(Admin admin, ServerRequest request, ServerResponse response) {
        var form = Fields.ofForm(request);
        var before = admin.tenant().settings();
        var policy = Arrays.stream(ConsentPolicy.values())
                .filter(each -> each.name().equals(form.get("userConsent")))
                .findFirst()
                .orElse(before.userConsent());
        directory.save(admin.tenant()
                .with(new TenantSettings(
                        policy,
                        form.find("adminConsentWorkflow").isPresent(),
                        before.riskBasedStepUp(),
                        form.find("conditionalAccessBlocks").isPresent(),
                        before.smtpAuth(),
                        before.cancelReply())));
        store.commit();
        AdminCenter.redirect(response, "/entra/" + admin.tenant().domain() + "/settings");
    }
}
