package dev.latchkey.service.connect;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.mailbox.AccessLevel;

/**
 * What one trip to Microsoft is recognised by when it comes back.
 *
 * @param authority the host of Entra ID, which has a redirect address of its own
 * @param silent without a page of Microsoft's, whatever the answer
 * @param insists whether Microsoft's own pages follow where that brings nothing
 * @param tenant {@code organizations}, or the tenant of the mailbox that is connected again
 */
record Departure(
        String authority,
        String tenant,
        AccessLevel access,
        boolean silent,
        boolean insists,
        String state,
        String nonce,
        String codeVerifier) {

    static Departure to(String authority, String tenant, AccessLevel access, Look look) {
        return new Departure(
                authority,
                tenant,
                access,
                look != Look.VISIBLE,
                look == Look.SILENT_FIRST,
                Ids.secret(),
                Ids.secret(),
                Ids.secret());
    }

    /** How the member is led there. */
    enum Look {
        VISIBLE,
        SILENT,
        SILENT_FIRST
    }

    @Override
    public String toString() {
        return "Departure[" + authority + "/" + tenant + "]";
    }
}
