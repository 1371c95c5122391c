package dev.latchkey.sandbox.graph;

import java.util.Optional;

/**
 * How much of Graph an application may use.
 *
 * @param concurrentRequests to one mailbox at the same moment
 * @param concurrentOverAllMailboxes whether those are counted for the application, as a page of Microsoft's of 2023 has it, and
 *     not for each mailbox
 * @param requestsInTenMinutes to one mailbox
 * @param uploadedBytesInFiveMinutes to one mailbox by PATCH, POST and PUT
 * @param requestsInASecond of an application over all tenants
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Outlook service limits</a>
 */
record Limits(
        int concurrentRequests,
        boolean concurrentOverAllMailboxes,
        int requestsInTenMinutes,
        long uploadedBytesInFiveMinutes,
        int requestsInASecond) {

    static final Limits DOCUMENTED = new Limits(4, false, 10_000, 150L * 1024 * 1024, 2_000);

    /** The name of a limit that lets less than nothing through. */
    Optional<String> negative() {
        if (concurrentRequests < 0) {
            return Optional.of("concurrentRequests");
        }
        if (requestsInTenMinutes < 0) {
            return Optional.of("requestsInTenMinutes");
        }
        if (uploadedBytesInFiveMinutes < 0) {
            return Optional.of("uploadedBytesInFiveMinutes");
        }
        return requestsInASecond < 0 ? Optional.of("requestsInASecond") : Optional.empty();
    }
}
