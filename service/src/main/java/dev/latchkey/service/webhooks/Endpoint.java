package dev.latchkey.service.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform wants to be told, without its secret.
 *
 * @param eventTypes the types it wants; empty for all
 * @param disabledReason why nothing is sent there now, if we stopped by ourselves
 * @param previousSecretUntil until when messages carry a second signature by the secret before this one
 */
record Endpoint(
        String id,
        String url,
        List<String> eventTypes,
        String description,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretUntil,
        Instant createdAt) {}
