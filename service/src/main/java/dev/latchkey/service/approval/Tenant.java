package dev.latchkey.service.approval;

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
 */
record Tenant(
        String id,
        WorkspaceId workspace,
        @Nullable String tenantId,
        String domain,
        Consent consent,
        Set<String> grantedScopes,
        Instant changedAt) {

    /** How the admin center's addresses name it. */
    String name() {
        return tenantId == null ? domain : tenantId;
    }

    /** How the addresses of a sign-in name it. */
    String authority() {
        return tenantId == null ? "organizations" : tenantId;
    }
}
