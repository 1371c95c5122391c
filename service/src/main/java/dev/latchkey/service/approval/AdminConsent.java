package dev.latchkey.service.approval;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.AdminConsentReply;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * An administrator's way to Microsoft and back. What comes back brings no code and can be made up by anybody: it changes
 * what is said to those who wait, and nothing else.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
 */
@Component
final class AdminConsent {

    /** The permissions that the customers' guide lists. */
    static final Set<String> GUIDE = Set.of(
            "https://graph.microsoft.com/SMTP.Send",
            "Mail.Send",
            "Mail.ReadWrite",
            "Mail.ReadBasic",
            "Mail.Read",
            "User.Read",
            "offline_access");

    /** How it ended, for the page that the administrator comes back to. */
    sealed interface Returned {

        /** Microsoft says that it is granted. */
        record Reported(ApprovalLink link) implements Returned {}

        record Refused(Optional<ApprovalLink> link, Finding finding) implements Returned {}

        /** Nothing of it is known here, any more or at all; the grant at Microsoft stands whatever we know. */
        record Unknown() implements Returned {}
    }

    private final Transactions transactions;
    private final Tenants tenants;
    private final Waiters waiters;
    private final ApprovalLinks links;
    private final ReportedConsent reported;
    private final Microsoft microsoft;

    /** What is known of Microsoft's side. */
    @Component("approvalMicrosoft")
    record Microsoft(Entra entra, Cloud cloud, Settings settings) {

        URI redirectUri() {
            return settings.at("/approve/callback/" + cloud.login().getHost());
        }
    }

    AdminConsent(
            Transactions transactions,
            Tenants tenants,
            Waiters waiters,
            ApprovalLinks links,
            ReportedConsent reported,
            Microsoft microsoft) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.waiters = waiters;
        this.links = links;
        this.reported = reported;
        this.microsoft = microsoft;
    }

    /** Where the administrator grants it for everybody, with a fresh {@code state} of that browser. */
    URI begin(ApprovalLink link, boolean wholeGuide, AdminBrowser browser) {
        var state = browser.state();
        return transactions.in(link.workspace(), () -> {
            var tenant = tenants.find(link.tenant()).orElseThrow();
            links.beginTrip(link, state);
            var scopes = wholeGuide ? union(asked(tenant), GUIDE) : asked(tenant);
            return microsoft.entra().adminConsentUrl(tenant.authority(), scopes, microsoft.redirectUri(), state);
        });
    }

    /** What is waited for, and everything already in use: granting less would take the rest away. */
    Set<String> asked(Tenant tenant) {
        var waitedFor = new TreeSet<>(Waiters.scopes(waiters.of(tenant)));
        waitedFor.addAll(tenants.scopesInUse(tenant));
        waitedFor.removeIf(
                name -> Set.of("openid", "profile", "email", "offline_access").contains(name));
        return waitedFor.isEmpty() ? Set.of("User.Read", "Mail.Send", "Mail.ReadWrite") : waitedFor;
    }

    /** What that browser brought back. The trip of another one goes on. */
    Returned end(Map<String, String> parameters, AdminBrowser browser) {
        return switch (AdminConsentReply.parse(parameters)) {
            case AdminConsentReply.Granted(var state, var tenant, var scopes) ->
                browser.began(state)
                        ? link(state).<Returned>map(this::reported).orElseGet(Returned.Unknown::new)
                        : elsewhere(state);
            case AdminConsentReply.Refused(var state, var error) ->
                new Returned.Refused(
                        browser.began(state) ? link(state) : Optional.empty(), Finding.atAuthorize(error, null));
            case AdminConsentReply.Malformed malformed -> new Returned.Unknown();
        };
    }

    private Optional<ApprovalLink> link(String state) {
        return links.workspaceOfState(state)
                .flatMap(workspace -> transactions.in(workspace, () -> links.endTrip(state)));
    }

    /** Perhaps Microsoft's answer, passed on; nobody is told of it, but the tenant is asked about sooner. */
    private Returned elsewhere(String state) {
        links.workspaceOfState(state)
                .ifPresent(workspace -> transactions.run(
                        workspace,
                        () -> links.trip(state)
                                .flatMap(link -> tenants.find(link.tenant()))
                                .ifPresent(reported::perhaps)));
        return new Returned.Unknown();
    }

    private Returned reported(ApprovalLink link) {
        transactions.run(link.workspace(), () -> tenants.find(link.tenant()).ifPresent(reported::of));
        return new Returned.Reported(link);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
