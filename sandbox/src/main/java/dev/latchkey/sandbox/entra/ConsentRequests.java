package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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
        DENIED,
        EXPIRED
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
    private final Directory directory;
    private final Grants grants;
    private final Ledger ledger;
    private final Clock clock;
    private final Randomness random;
    private final List<Consumer<ConsentRequest>> listeners = new CopyOnWriteArrayList<>();

    ConsentRequests(Store store, Directory directory, Grants grants, Ledger ledger, Clock clock, Randomness random) {
        this.requests = store.map("consentRequests", ConsentRequest.class);
        this.directory = directory;
        this.grants = grants;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /** Calls the listener with each request when it is made, and when it is answered or expires. */
    public void onChange(Consumer<ConsentRequest> listener) {
        listeners.add(listener);
    }

    /** Closes what nobody answered for as long as the tenant lets requests wait. */
    public void expire() {
        for (var request : List.copyOf(requests.values())) {
            directory
                    .tenant(request.tenantId())
                    .filter(tenant -> request.status() == Status.IN_PROGRESS && expired(request, tenant))
                    .ifPresent(tenant -> close(request, Status.EXPIRED));
        }
    }

    private boolean expired(ConsentRequest request, Tenant tenant) {
        var days = tenant.settings().requestsExpireAfterDays();
        return !clock.instant().isBefore(request.since().plus(Duration.ofDays(days)));
    }

    private void close(ConsentRequest request, Status status) {
        var closed = request.with(status);
        requests.put(request.id(), closed);
        listeners.forEach(listener -> listener.accept(closed));
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
                random.uuid(),
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
        listeners.forEach(listener -> listener.accept(request));
    }

    /** Grants what was asked to everyone in the tenant, and closes every request that this answers. */
    public void approve(ConsentRequest approved, Tenant tenant, Application application, User reviewer) {
        grants.grantToAll(tenant, application, approved.scopes(), reviewer);
        for (var request : in(tenant)) {
            if (request.status() == Status.IN_PROGRESS && approved.scopes().containsAll(request.scopes())) {
                close(request, Status.APPROVED);
            }
        }
    }

    public void deny(ConsentRequest request) {
        close(request, Status.DENIED);
    }
}
