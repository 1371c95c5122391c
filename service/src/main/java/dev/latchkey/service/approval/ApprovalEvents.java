package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Learns from what happens to members: who is stopped for want of approval, and whose token proves that it came. */
@Component
final class ApprovalEvents {

    private final Tenants tenants;
    private final Waiters waiters;
    private final ApprovalLinks links;
    private final Mailboxes mailboxes;
    private final Proof proof;
    private final Jobs jobs;

    ApprovalEvents(Tenants tenants, Waiters waiters, ApprovalLinks links, Mailboxes mailboxes, Proof proof, Jobs jobs) {
        this.tenants = tenants;
        this.waiters = waiters;
        this.links = links;
        this.mailboxes = mailboxes;
        this.proof = proof;
        this.jobs = jobs;
    }

    @EventListener
    void on(Event event) {
        switch (event.type()) {
            case CONNECT_WAITING_FOR_APPROVAL -> waiting(event.workspace(), event.data());
            case MAILBOX_CONNECTED, MAILBOX_UPGRADED ->
                mailbox(event)
                        .ifPresent(mailbox -> connected(
                                mailbox, event.data().path("consent_found").booleanValue(false)));
            case MAILBOX_NEEDS_RECONNECT ->
                mailbox(event)
                        .filter(mailbox ->
                                mailbox.finding() != null && mailbox.finding().cause() == Cause.CONSENT_MISSING)
                        .flatMap(mailbox -> tenants.ofTenantId(mailbox.tenantId()))
                        .ifPresent(proof::revoked);
            default -> {}
        }
    }

    private void waiting(WorkspaceId workspace, JsonNode data) {
        var address = data.path("address").asString("");
        var access = AccessLevel.ofWireName(data.path("requested_access").asString(""))
                .orElse(AccessLevel.SEND_AND_READ);
        var tenant = tenants.ofDomain(workspace, domain(address));
        var shown = data.path("microsoft_showed").asString("");
        var stop = waiters.add(
                tenant,
                data.path("link_id").asString(""),
                data.path("member").asString(""),
                address,
                Scopes.canonical(access.scopes()),
                shown);
        tenants.stopped(tenant, stop);
        links.current(tenant);
        jobs.now(FindTenant.NAME, workspace, tenant.id());
    }

    private Optional<Mailbox> mailbox(Event event) {
        return Optional.ofNullable(event.mailboxId()).flatMap(mailboxes::find);
    }

    /** Which tenant a domain belongs to, Microsoft's discovery says: the address of an account proves nothing of it. */
    private void connected(Mailbox mailbox, boolean consentFound) {
        tenants.ofTenantId(mailbox.tenantId())
                .ifPresentOrElse(tenant -> proof.by(mailbox, tenant, consentFound), () -> {
                    var tenant = tenants.ofDomain(mailbox.workspace(), domain(mailbox.address()));
                    jobs.now(FindTenant.NAME, mailbox.workspace(), tenant.id());
                });
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
