package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.db.WorkspaceId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A customer's tenant at Microsoft, as one workspace knows it.
 *
 * @param id ours, {@code ten_…}
 * @param tenantId Entra's; null as long as only the domain of an address is known
 * @param grantedScopes proved by a token
 * @param reportedAt when an approval was last said; long ago where it never was
 * @param provedAt when a token last proved one; long ago where none did
 */
record Tenant(
        String id,
        WorkspaceId workspace,
        @Nullable String tenantId,
        String domain,
        Consent consent,
        Set<String> grantedScopes,
        Instant changedAt,
        Instant reportedAt,
        Instant provedAt) {

    /** Whether a token has proved all of that. */
    boolean grants(Set<String> scopes) {
        return Scopes.missing(scopes, grantedScopes).isEmpty();
    }

    /** How the admin center's addresses name it. */
    String name() {
        return tenantId == null ? domain : tenantId;
    }

    /** How the addresses of a sign-in name it. */
    String authority() {
        return tenantId == null ? "organizations" : tenantId;
    }
}
