package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.mailbox.Mailbox;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member who cannot go on before an administrator has approved.
 *
 * @param linkId the connect link on which they stopped
 * @param stop what stopped them
 * @param reachableAt where a mail about the link may go, if anywhere
 * @param returnUrl of the link, where it has one
 * @param language of the link
 */
record Waiter(
        String linkId,
        String member,
        String address,
        Stop stop,
        @Nullable String reachableAt,
        @Nullable String returnUrl,
        Locale language,
        Instant since) {

    static final String CANNOT_ACCESS = "cannot_access";

    /**
     * What was asked for in vain, and what Microsoft showed.
     *
     * @param shown such as {@code need_admin_approval}
     * @param byMicrosoftItself whether Microsoft has said so itself
     * @param at when, for the last time
     */
    record Stop(Set<String> scopes, String shown, boolean byMicrosoftItself, Instant at) {}

    Set<String> scopes() {
        return stop.scopes();
    }

    boolean wantsToRead() {
        return scopes().stream().anyMatch(name -> name.startsWith("Mail.Read"));
    }

    /** The mailbox may do by now what they waited for. */
    boolean isMetBy(Mailbox mailbox) {
        return (!wantsToRead() || mailbox.access().reads())
                && Scopes.missing(scopes(), Scopes.canonical(mailbox.grantedScopes()))
                        .isEmpty();
    }

    /** A token has proved since they were stopped that they get what they asked for. */
    boolean isLetThrough(Tenant tenant) {
        return tenant.grants(scopes()) && stop.at().isBefore(tenant.provedAt());
    }

    /** By a policy of their company, which no consent changes. */
    boolean blocked() {
        return stop.shown().equals(CANNOT_ACCESS);
    }

    /** Where they go on. */
    String path() {
        return (returnUrl == null ? "/connect/links/" : "/connect/hosted/") + linkId;
    }
}
