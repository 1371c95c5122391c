package dev.latchkey.service.approval;

import org.springframework.stereotype.Component;

/** Consent is said to be granted, or somebody who waited was let in: nothing is proved, but it is worth a try. */
@Component
final class ReportedConsent {

    private final Tenants tenants;
    private final Waiters waiters;
    private final ConsentProbes probes;
    private final ApprovalArrived arrived;

    ReportedConsent(Tenants tenants, Waiters waiters, ConsentProbes probes, ApprovalArrived arrived) {
        this.tenants = tenants;
        this.waiters = waiters;
        this.probes = probes;
        this.arrived = arrived;
    }

    /** Somebody says so who may have made it up: nobody is told, but the tenant is asked about sooner. */
    void perhaps(Tenant tenant) {
        probes.begin(tenant);
    }

    /** Call it in a transaction of the workspace. Where nobody waits for it, it is no news. */
    void of(Tenant tenant) {
        var isNews = waiters.of(tenant).stream().anyMatch(waiter -> !waiter.blocked() && !waiter.isLetThrough(tenant));
        if (isNews) {
            var reported = tenants.reported(tenant);
            probes.begin(reported);
            arrived(reported);
        }
    }

    /** Those who wait are told that they can go on. */
    void arrived(Tenant tenant) {
        arrived.tell(tenant);
    }
}
