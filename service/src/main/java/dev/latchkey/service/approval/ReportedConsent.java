package dev.latchkey.service.approval;

import org.springframework.stereotype.Component;

/** Microsoft's page says that consent is granted; nothing proves it yet, but it is worth a try. */
@Component
final class ReportedConsent {

    private final Tenants tenants;
    private final ConsentProbes probes;
    private final ApprovalArrived arrived;

    ReportedConsent(Tenants tenants, ConsentProbes probes, ApprovalArrived arrived) {
        this.tenants = tenants;
        this.probes = probes;
        this.arrived = arrived;
    }

    /** Somebody says so who may have made it up: nobody is told, but the tenant is asked about sooner. */
    void perhaps(Tenant tenant) {
        probes.begin(tenant);
    }

    /** Call it in a transaction of the workspace. */
    void of(Tenant tenant) {
        if (tenant.consent() == Consent.GRANTED) {
            return;
        }
        var reported = tenants.move(tenant, Consent.REPORTED);
        probes.begin(reported);
        arrived.tell(reported);
    }
}
