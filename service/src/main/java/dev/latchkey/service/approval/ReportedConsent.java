package dev.latchkey.service.approval;

import org.springframework.stereotype.Component;

/** Consent is said to be granted, or somebody who waited was let in: nothing is proved, but it is worth a try. */
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
        var word = tenant.consent() == Consent.GRANTED ? Consent.GRANTED : Consent.REPORTED;
        var reported = tenants.news(tenant, word, tenant.grantedScopes());
        probes.begin(reported);
        arrived(reported);
    }

    /** Those who wait are told that they can go on. */
    void arrived(Tenant tenant) {
        arrived.tell(tenant);
    }
}
