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
    private final Waiters waiters;
    private final Entra entra;

    FindTenant(Transactions transactions, Tenants tenants, Waiters waiters, Entra entra) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.waiters = waiters;
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
                        workspace, () -> tenants.find(id).ifPresent(tenant -> identify(tenant, tenantId))));
        return new Next.Done();
    }

    /** Where the row is another one from now on, those who come with it may want more than it has. */
    private void identify(Tenant tenant, String tenantId) {
        var identified = tenants.identify(tenant, tenantId);
        if (!identified.id().equals(tenant.id())) {
            for (var waiter : waiters.of(identified)) {
                tenants.find(identified.id()).ifPresent(now -> tenants.stopped(now, waiter.stop()));
            }
        }
    }
}
