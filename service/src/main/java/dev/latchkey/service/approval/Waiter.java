package dev.latchkey.service.approval;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member who cannot go on before an administrator has approved.
 *
 * @param linkId the connect link on which they stopped
 * @param scopes what Microsoft refused them
 * @param reachableAt where a mail about the link may go, if anywhere
 * @param returnUrl of the link, where it has one
 * @param language of the link
 */
record Waiter(
        String linkId,
        String member,
        String address,
        Set<String> scopes,
        @Nullable String reachableAt,
        @Nullable String returnUrl,
        Locale language,
        Instant since) {

    /** Where they go on. */
    String path() {
        return (returnUrl == null ? "/connect/links/" : "/connect/hosted/") + linkId;
    }
}
