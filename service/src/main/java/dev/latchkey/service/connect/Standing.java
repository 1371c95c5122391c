package dev.latchkey.service.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tenant's approval.
 *
 * @param consent as in the API, such as {@code reported}
 * @param approvalLink id of the page for its administrators
 */
record Standing(String consent, String domain, @Nullable String approvalLink) {

    /** Whether it is worth trying again. */
    public boolean tryNow() {
        return List.of("reported", "granted", "partial").contains(consent);
    }
}
