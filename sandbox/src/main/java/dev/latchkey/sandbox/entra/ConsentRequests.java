package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/**
 * What users asked their administrators to allow. The application never hears of any of it. Writers commit the store
 * themselves.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/admin-consent-workflow-overview">Admin
 *     consent workflow</a>
 */
public final class ConsentRequests {

    public enum Status {
        IN_PROGRESS,
        APPROVED,
        DENIED
    }

    /** One user's request. */
    public record ConsentRequest(
            String id,
            String tenantId,
            String clientId,
            String requesterId,
            Set<String> scopes,
            String reason,
            Status status,
            Instant since) {

        ConsentRequest with(Status changed) {
            return new ConsentRequest(id, tenantId, clientId, requesterId, scopes, reason, changed, since);
        }
    }

    private final MVMap<String, ConsentRequest> requests;
    private final Grants grants;
    private final Ledger ledger;
    private final Clock clock;

    ConsentRequests(Store store, Grants grants, Ledger ledger, Clock clock) {
        this.requests = store.map("consentRequests", ConsentRequest.class);
        this.grants = grants;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Newest first. */
    public List<ConsentRequest> in(Tenant tenant) {
        return requests.values().stream()
                .filter(request -> request.tenantId().equals(tenant.id()))
                .sorted(Comparator.comparing(ConsentRequest::since).reversed())
                .toList();
    }

    /** The request of that id, if it is one of the tenant's. */
    public Optional<ConsentRequest> find(Tenant tenant, String id) {
        return Optional.ofNullable(requests.get(id))
                .filter(request -> request.tenantId().equals(tenant.id()));
    }

    void submit(User requester, Application application, Set<String> scopes, String reason) {
        var request = new ConsentRequest(
                UUID.randomUUID().toString(),
                requester.tenantId(),
                application.clientId(),
                requester.objectId(),
                scopes,
                reason,
                Status.IN_PROGRESS,
                clock.instant());
        requests.put(request.id(), request);
        grants.introduce(requester.tenantId(), application);
        ledger.record(
                "consent.requested",
                Map.of(
                        "tenantId", requester.tenantId(),
                        "clientId", application.clientId(),
                        "by", requester.address(),
                        "reason", reason,
                        "scopes", String.join(" ", scopes)));
    }

    /** Grants what was asked to everyone in the tenant, and closes every request that this answers. */
    public void approve(ConsentRequest approved, Tenant tenant, Application application, User reviewer) {
        grants.grantToAll(tenant, application, approved.scopes(), reviewer);
        for (var request : in(tenant)) {
            if (request.status() == Status.IN_PROGRESS && approved.scopes().containsAll(request.scopes())) {
                requests.put(request.id(), request.with(Status.APPROVED));
            }
        }
    }

    public void deny(ConsentRequest request) {
        requests.put(request.id(), request.with(Status.DENIED));
    }
}
