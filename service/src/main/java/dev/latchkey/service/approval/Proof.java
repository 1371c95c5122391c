package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.settings.Settings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a token proves. That a member gets one at the first try says nothing of the others. One who was stopped for want of
 * approval and now gets it without being asked for consent proves that somebody granted it; one who consents themselves proves
 * only that it is worth a try for the others. Belongs inside a transaction of the workspace.
 */
@Component
final class Proof {

    /** Of {@code tenant.consent_granted} and {@code tenant.consent_revoked}; {@code waiting} can go on now. */
    record ConsentChanged(
            String id,
            @Nullable String tenantId,
            String domain,
            String consent,
            Set<String> scopes,
            List<GoesOn> waiting) {}

    record GoesOn(String linkId, String member, String url) {}

    private final Tenants tenants;
    private final Waiters waiters;
    private final ConsentProbes probes;
    private final EventLog events;
    private final ReportedConsent reported;
    private final Settings settings;

    Proof(
            Tenants tenants,
            Waiters waiters,
            ConsentProbes probes,
            EventLog events,
            ReportedConsent reported,
            Settings settings) {
        this.tenants = tenants;
        this.waiters = waiters;
        this.probes = probes;
        this.events = events;
        this.reported = reported;
        this.settings = settings;
    }

    /**
     * A mailbox of that tenant has been connected, or may do more than before.
     *
     * @param consentFound whether Microsoft asked nobody
     */
    void by(Mailbox mailbox, Tenant tenant, boolean consentFound) {
        var own = waiters.of(tenant, mailbox.member(), mailbox.address());
        var met = own.stream().filter(waiter -> waiter.isMetBy(mailbox)).toList();
        met.forEach(waiters::remove);
        if (met.size() < own.size()) {
            probes.begin(tenant);
        }
        // where a policy stood in the way, it says nothing of consent
        var stops = met.stream()
                .filter(waiter -> !waiter.blocked())
                .map(Waiter::stop)
                .toList();
        var refused = stops.stream().filter(Waiter.Stop::byMicrosoftItself).toList();
        if (consentFound && !refused.isEmpty()) {
            var proved = new TreeSet<String>();
            refused.forEach(stop -> proved.addAll(stop.scopes()));
            proved(tenant, proved);
        } else if (!stops.isEmpty()) {
            waiters.forgetRefusals(tenant, mailbox.address());
            reported.of(tenant);
        }
    }

    private void proved(Tenant tenant, Set<String> scopes) {
        var all = new TreeSet<>(tenant.grantedScopes());
        all.addAll(scopes);
        var waiting =
                waiters.of(tenant).stream().filter(waiter -> !waiter.blocked()).toList();
        var consent = Scopes.missing(Waiters.scopes(waiting), all).isEmpty() ? Consent.GRANTED : Consent.PARTIAL;
        var isNews = tenant.consent() != consent
                || !tenant.grants(all)
                || waiting.stream().anyMatch(waiter -> waiter.stop().at().isAfter(tenant.provedAt()));
        if (isNews) {
            var now = tenants.proved(tenant, consent, all);
            tell(
                    EventType.TENANT_CONSENT_GRANTED,
                    now,
                    waiting.stream().filter(waiter -> waiter.isLetThrough(now)).toList());
            reported.arrived(now);
        }
        probes.begin(tenant);
    }

    /** A mailbox whose token was good is told that consent is missing. */
    void revoked(Tenant tenant) {
        if (tenant.consent().settled() || !tenant.grantedScopes().isEmpty()) {
            tell(EventType.TENANT_CONSENT_REVOKED, tenants.move(tenant, Consent.REVOKED, Set.of()), List.of());
        }
    }

    private void tell(EventType type, Tenant tenant, List<Waiter> waiting) {
        events.append(
                tenant.workspace(),
                type,
                null,
                new ConsentChanged(
                        tenant.id(),
                        tenant.tenantId(),
                        tenant.domain(),
                        tenant.consent().wireName(),
                        tenant.grantedScopes(),
                        waiting.stream()
                                .map(waiter -> new GoesOn(
                                        waiter.linkId(),
                                        waiter.member(),
                                        settings.at(waiter.path()).toString()))
                                .toList()));
    }
}
