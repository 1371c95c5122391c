package dev.latchkey.service.approval;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.SignedIn;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Settings > Approvals: how far each customer's organization is, who waits there, and the link for its administrators. */
@Controller
@RequestMapping("/settings/approvals")
final class ApprovalSettingsPages {

    private static final String HERE = "redirect:/settings/approvals";
    private static final int AT_MOST = 200;

    /** @param link for its administrators; null where none is open */
    record Row(
            Tenant tenant, List<Waiter> waiting, @Nullable URI link) {}

    private final Transactions transactions;
    private final Tenants tenants;
    private final Waiters waiters;
    private final ApprovalLinks links;
    private final Settings settings;

    ApprovalSettingsPages(
            Transactions transactions, Tenants tenants, Waiters waiters, ApprovalLinks links, Settings settings) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.waiters = waiters;
        this.links = links;
        this.settings = settings;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn signedIn, Model model) {
        mustManage(signedIn);
        transactions.run(
                signedIn.workspace(),
                () -> model.addAttribute("named", waiters.shownByName(signedIn.workspace()))
                        .addAttribute(
                                "rows",
                                tenants.list("", AT_MOST).stream()
                                        .map(this::row)
                                        .toList()));
        model.addAttribute("branding", settings.branding());
        return "approval/settings";
    }

    @PostMapping("/names")
    String names(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(name = "shown", defaultValue = "false") boolean shown) {
        mustManage(signedIn);
        transactions.run(signedIn.workspace(), () -> waiters.showByName(signedIn.workspace(), shown));
        return HERE;
    }

    @PostMapping("/{id}/link")
    String link(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        return change(signedIn, id, links::current);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        return change(signedIn, id, links::revoke);
    }

    private String change(SignedIn signedIn, String id, Consumer<Tenant> what) {
        mustManage(signedIn);
        transactions.run(
                signedIn.workspace(),
                () -> what.accept(
                        tenants.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))));
        return HERE;
    }

    private Row row(Tenant tenant) {
        var link = links.open(tenant).map(open -> settings.at(open.path())).orElse(null);
        return new Row(tenant, waiters.of(tenant), link);
    }

    private static void mustManage(SignedIn signedIn) {
        if (!signedIn.manages()) {
            throw new AccessDeniedException("only owners and admins see the approvals");
        }
    }
}
