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
 * @param authorization until when the application may be told
 * @param data what notifications bring along; null: ids only
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
        Instant expiration,
        Authorization authorization,
        @Nullable ResourceData data) {

    /**
     * What the application's tokens allow.
     *
     * @param until when the token expires with which it was made, renewed or reauthorized last
     * @param challenged when the application was last asked to reauthorize
     * @param paused nothing is told until it does
     */
    record Authorization(Instant until, @Nullable Instant challenged, boolean paused) {}

    Subscription {
        // one that an earlier version of the sandbox stored has none
        authorization = authorization == null ? new Authorization(expiration, null, false) : authorization;
    }

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

    /** Whether they are told at the same address: after a reset, another one may have the same id. */
    boolean goesToTheSame(Subscription other) {
        return notificationUrl.equals(other.notificationUrl);
    }

    /** The token allows it from now on. */
    Subscription authorizedUntil(Instant tokenExpires) {
        return with(expiration, new Authorization(tokenExpires, authorization.challenged(), false), data);
    }

    Subscription challenged(Instant now, boolean pause) {
        return with(expiration, new Authorization(authorization.until(), now, authorization.paused() || pause), data);
    }

    Subscription until(Instant changed) {
        return with(changed, authorization, data);
    }

    Subscription encryptedBy(ResourceData changed) {
        return with(expiration, authorization, changed);
    }

    private Subscription with(Instant changed, Authorization allowed, @Nullable ResourceData told) {
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
                changed,
                allowed,
                told);
    }
}
