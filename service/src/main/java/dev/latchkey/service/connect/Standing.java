package dev.latchkey.service.connect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tenant's approval.
 *
 * @param consent as in the API, such as {@code reported}
 * @param approvalLink id of the page for its administrators
 * @param sendingRefused whether somebody there tried to connect for sending alone in vain
 */
record Standing(String consent, String domain, @Nullable String approvalLink, boolean sendingRefused) {

    /** Whether it is worth trying again. */
    public boolean tryNow() {
        return List.of("reported", "granted", "partial").contains(consent);
    }

    /** Whether less than the whole may be let through meanwhile. */
    public boolean sendingMayWork() {
        return !tryNow() && !sendingRefused && !consent.equals("blocked");
    }

    static Standing of(ResultSet row, int number) throws SQLException {
        return new Standing(
                row.getString("consent"),
                row.getString("domain"),
                row.getString("approval_link"),
                row.getBoolean("sending_refused"));
    }
}
