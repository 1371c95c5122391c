package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import org.springframework.stereotype.Component;

/** Learns the tenant's id from the domain of an address; without it the administrator's link names no tenant. */
@Component
final class FindTenant implements Job {

    static final String NAME = "find-tenant";

    private final Transactions transactions;
    private final Tenants tenants;
    private final Entra entra;

    FindTenant(Transactions transactions, Tenants tenants, Entra entra) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.entra = entra;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String id) {
        transactions
                .in(workspace, () -> tenants.find(id))
                .filter(tenant -> tenant.tenantId() == null)
                .flatMap(tenant -> entra.tenantOf(tenant.domain()))
                .ifPresent(tenantId -> transactions.run(
                        workspace, () -> tenants.find(id).ifPresent(tenant -> tenants.identify(tenant, tenantId))));
        return new Next.Done();
    }
}
