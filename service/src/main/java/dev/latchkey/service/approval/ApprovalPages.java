package dev.latchkey.service.approval;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.approval.AdminConsent.Returned;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Portal;
import dev.latchkey.service.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page for a tenant's administrators: needs no account, says everything, and leads to the grant. */
@Controller
final class ApprovalPages {

    private final Transactions transactions;
    private final ApprovalLinks links;
    private final Tenants tenants;
    private final Waiters waiters;
    private final AdminConsent consent;
    private final Words words;

    /** What the page says. */
    @Component("approvalWords")
    record Words(Explain explain, Settings settings, Cloud cloud, Clock clock) {}

    ApprovalPages(
            Transactions transactions,
            ApprovalLinks links,
            Tenants tenants,
            Waiters waiters,
            AdminConsent consent,
            Words words) {
        this.transactions = transactions;
        this.links = links;
        this.tenants = tenants;
        this.waiters = waiters;
        this.consent = consent;
        this.words = words;
    }

    @GetMapping("/approve/{id}")
    String page(@PathVariable String id, Model model, HttpServletResponse response) {
        var link = found(id);
        if (link.open(words.clock().instant())) {
            return show(link, model);
        }
        response.setStatus(HttpStatus.GONE.value());
        return "approval/closed";
    }

    /** What Microsoft's page said under "More details", explained; nothing of it is kept. */
    @PostMapping("/approve/{id}/explain")
    String explain(@PathVariable String id, @RequestParam String text, Model model, Locale locale) {
        model.addAttribute("diagnosis", words.explain().pasted(locale, text));
        return show(link(id), model);
    }

    /** To Microsoft; the link may be copied and passed on. */
    @GetMapping("/approve/{id}/grant")
    String grant(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean guide,
            HttpServletRequest request,
            HttpServletResponse response) {
        var browser = AdminBrowser.of(request);
        browser.remember(response, words.settings());
        return "redirect:" + consent.begin(link(id), guide, browser);
    }

    @GetMapping("/approve/callback/{authority}")
    String back(@RequestParam Map<String, String> parameters, HttpServletRequest request, Model model, Locale locale) {
        return switch (consent.end(parameters, AdminBrowser.of(request))) {
            case Returned.Reported(var link) ->
                link.open(words.clock().instant()) ? "redirect:" + link.path() : "approval/recorded";
            case Returned.Refused(var link, var finding) -> {
                model.addAttribute("diagnosis", words.explain().in(locale, finding))
                        .addAttribute("path", link.map(ApprovalLink::path).orElse(null));
                yield "approval/refused";
            }
            case Returned.Unknown unknown -> "approval/recorded";
        };
    }

    private String show(ApprovalLink link, Model model) {
        transactions.run(link.workspace(), () -> {
            var tenant = tenants.find(link.tenant()).orElseThrow();
            var named = waiters.shownByName(link.workspace());
            var asked = consent.asked(tenant);
            model.addAttribute("tenant", tenant)
                    .addAttribute(
                            "waiting",
                            waiters.of(tenant).stream()
                                    .map(waiter -> MaskedWaiter.of(waiter, named))
                                    .toList())
                    .addAttribute("named", named)
                    .addAttribute("permissions", Permission.of(asked))
                    .addAttribute("guidePermissions", Permission.ofGuideBeside(asked))
                    .addAttribute("asked", String.join(", ", asked))
                    .addAttribute("missing", Scopes.missing(asked, tenant.grantedScopes()))
                    .addAttribute("stopped", waiters.stopped(tenant, named))
                    .addAttribute(
                            "connected",
                            tenants.connected(tenant).stream()
                                    .map(address -> MaskedWaiter.masked(address, named))
                                    .toList())
                    .addAttribute(
                            "portal",
                            Portal.of(
                                            words.cloud(),
                                            words.settings().microsoft().clientId())
                                    .in(tenant.name()));
        });
        model.addAttribute("link", link)
                .addAttribute("grantUrl", words.settings().at(link.path() + "/grant"))
                .addAttribute("branding", words.settings().branding())
                .addAttribute("operator", words.settings().operator());
        return "approval/page";
    }

    private ApprovalLink link(String id) {
        var link = found(id);
        if (!link.open(words.clock().instant())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return link;
    }

    private ApprovalLink found(String id) {
        return links.workspaceOf(id)
                .flatMap(workspace -> transactions.in(workspace, () -> links.find(id)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
