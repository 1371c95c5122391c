package dev.latchkey.service.approval;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/tenants}: the consent of each customer's tenant, who waits for it, and the page for its administrators. */
@RestController
final class TenantApi {

    record View(
            String id,
            @Nullable String tenantId,
            String domain,
            String consent,
            Set<String> grantedScopes,
            List<Waiting> waiting,
            Instant changedAt) {}

    record Waiting(String linkId, String member, String address, Instant since) {}

    /** Where the tenant's administrators find out what is asked for, and grant it. */
    record Link(String url, Instant expiresAt) {}

    private final Transactions transactions;
    private final Tenants tenants;
    private final Waiters waiters;
    private final ApprovalLinks links;
    private final Settings settings;

    TenantApi(Transactions transactions, Tenants tenants, Waiters waiters, ApprovalLinks links, Settings settings) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.waiters = waiters;
        this.links = links;
        this.settings = settings;
    }

    @GetMapping("/v1/tenants")
    Page<View> list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > 200) {
            throw ApiProblem.field("limit", "Use 1 to 200.");
        }
        var rows = transactions.in(
                caller.with(Scope.READ),
                () -> tenants.list(cursor, limit + 1).stream().map(this::view).toList());
        return Page.of(rows, limit, View::id);
    }

    @GetMapping("/v1/tenants/{id}")
    View find(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return transactions.in(caller.with(Scope.READ), () -> view(known(id)));
    }

    /** The one that is there, with its days counted anew, or a new one. */
    @PostMapping("/v1/tenants/{id}/approval-link")
    @ResponseStatus(HttpStatus.CREATED)
    Link link(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var link = transactions.in(caller.with(Scope.MANAGE), () -> links.current(known(id)));
        return new Link(settings.at(link.path()).toString(), link.expiresAt());
    }

    @DeleteMapping("/v1/tenants/{id}/approval-link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        transactions.run(caller.with(Scope.MANAGE), () -> links.revoke(known(id)));
    }

    private Tenant known(String id) {
        return tenants.find(id).orElseThrow(() -> ApiProblem.notFound("tenant"));
    }

    private View view(Tenant tenant) {
        return new View(
                tenant.id(),
                tenant.tenantId(),
                tenant.domain(),
                tenant.consent().wireName(),
                tenant.grantedScopes(),
                waiters.of(tenant).stream()
                        .map(waiter -> new Waiting(waiter.linkId(), waiter.member(), waiter.address(), waiter.since()))
                        .toList(),
                tenant.changedAt());
    }
}
