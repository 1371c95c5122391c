package dev.latchkey.sandbox.graph;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to be told of changes.
 *
 * @param creatorId whose mailbox it watches; nobody can watch another's here
 * @param resource as the client wrote it
 * @param folder 0 for the whole mailbox
 */
record Subscription(
        String id,
        String applicationId,
        String tenantId,
        String creatorId,
        List<String> changeTypes,
        String resource,
        int folder,
        @Nullable String filter,
        boolean immutableIds,
        String notificationUrl,
        @Nullable String lifecycleNotificationUrl,
        @Nullable String clientState,
        Instant expiration) {

    String key() {
        return creatorId + "/" + id;
    }

    boolean isLive(Instant now) {
        return expiration.isAfter(now);
    }

    /** The same wish: Graph lets an application have it once. */
    boolean equivalent(Subscription other) {
        return applicationId.equals(other.applicationId)
                && creatorId.equals(other.creatorId)
                && folder == other.folder
                && java.util.Objects.equals(filter, other.filter)
                && java.util.Set.copyOf(changeTypes).equals(java.util.Set.copyOf(other.changeTypes));
    }

    Subscription until(Instant changed) {
        return new Subscription(
                id,
                applicationId,
                tenantId,
                creatorId,
                changeTypes,
                resource,
                folder,
                filter,
                immutableIds,
                notificationUrl,
                lifecycleNotificationUrl,
                clientState,
                changed);
    }
}
