package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has consented to what. A grant names permissions, not resources: SMTP.Send is registered under Microsoft Graph
 * and requested from Exchange. Writers commit the store themselves.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant">oAuth2PermissionGrant</a>
 */
public final class Grants {

    /**
     * One grant.
     *
     * @param principalId the user who consented for themselves; null for the whole tenant ({@code AllPrincipals})
     */
    public record Grant(
            String tenantId, String clientId, @Nullable String principalId, Set<String> scopes, Instant since) {

        public String consentType() {
            return principalId == null ? "AllPrincipals" : "Principal";
        }
    }

    private final MVMap<String, Grant> grants;
    private final MVMap<String, Instant> servicePrincipals;
    private final Ledger ledger;
    private final Clock clock;

    Grants(Store store, Ledger ledger, Clock clock) {
        this.grants = store.map("grants", Grant.class);
        this.servicePrincipals = store.map("servicePrincipals", Instant.class);
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What the application may do for that user, by the tenant's grant or the user's own. */
    Set<Permission> of(User user, Application application) {
        var all = EnumSet.noneOf(Permission.class);
        find(user.tenantId(), application.clientId(), null)
                .ifPresent(grant -> all.addAll(Permission.ofNames(grant.scopes())));
        find(user.tenantId(), application.clientId(), user.objectId())
                .ifPresent(grant -> all.addAll(Permission.ofNames(grant.scopes())));
        return all;
    }

    /** All grants to the application in a tenant, the tenant-wide one first. */
    public List<Grant> in(Tenant tenant, Application application) {
        return grants.values().stream()
                .filter(grant -> grant.tenantId().equals(tenant.id()))
                .filter(grant -> grant.clientId().equals(application.clientId()))
                .sorted((one, other) -> Boolean.compare(one.principalId() != null, other.principalId() != null))
                .toList();
    }

    /** Adds to the tenant-wide grant. */
    public void grantToAll(Tenant tenant, Application application, Set<String> scopes, User by) {
        add(tenant.id(), application, null, scopes, by);
    }

    /**
     * The tenant-wide grant becomes what is asked now, also where that is less. See
     * https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent.
     */
    public void regrantToAll(Tenant tenant, Application application, Set<String> scopes, User by) {
        grants.remove(key(tenant.id(), application.clientId(), null));
        grantToAll(tenant, application, scopes, by);
    }

    /** Adds to what the user allows for themselves. */
    void grantTo(User user, Application application, Set<String> scopes) {
        add(user.tenantId(), application, user.objectId(), scopes, user);
    }

    /** Takes a grant away; refresh tokens stay, and fail at their next use. */
    public void revoke(Grant grant) {
        grants.remove(key(grant.tenantId(), grant.clientId(), grant.principalId()));
        ledger.record(
                "consent.revoked",
                Map.of(
                        "tenantId", grant.tenantId(),
                        "clientId", grant.clientId(),
                        "consentType", grant.consentType(),
                        "scopes", String.join(" ", grant.scopes())));
    }

    /** Deletes the enterprise application: every grant goes, and the tenant does not know it any more. */
    public void forget(Tenant tenant, Application application) {
        in(tenant, application).forEach(this::revoke);
        servicePrincipals.remove(key(tenant.id(), application.clientId(), null));
    }

    /** The application has a service principal in the tenant: someone consented or asked for consent once. */
    public boolean knows(Tenant tenant, Application application) {
        return servicePrincipals.containsKey(key(tenant.id(), application.clientId(), null));
    }

    void introduce(String tenantId, Application application) {
        servicePrincipals.putIfAbsent(key(tenantId, application.clientId(), null), clock.instant());
    }

    private synchronized void add(
            String tenantId, Application application, @Nullable String principalId, Set<String> scopes, User by) {
        var before = find(tenantId, application.clientId(), principalId);
        var all = new TreeSet<>(scopes);
        before.ifPresent(grant -> all.addAll(grant.scopes()));
        var since = before.map(Grant::since).orElseGet(clock::instant);
        var grant = new Grant(tenantId, application.clientId(), principalId, all, since);
        grants.put(key(tenantId, application.clientId(), principalId), grant);
        introduce(tenantId, application);
        ledger.record(
                "consent.granted",
                Map.of(
                        "tenantId", tenantId,
                        "clientId", application.clientId(),
                        "consentType", grant.consentType(),
                        "by", by.address(),
                        "scopes", String.join(" ", scopes)));
    }

    private Optional<Grant> find(String tenantId, String clientId, @Nullable String principalId) {
        return Optional.ofNullable(grants.get(key(tenantId, clientId, principalId)));
    }

    private static String key(String tenantId, String clientId, @Nullable String principalId) {
        return tenantId + "/" + clientId + "/" + (principalId == null ? "AllPrincipals" : principalId);
    }
}
