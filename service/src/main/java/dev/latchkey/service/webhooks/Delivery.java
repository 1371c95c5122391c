package dev.latchkey.service.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param lastStatus what the receiver answered last, if it answered
 * @param lastError why the last attempt failed
 * @param nextAt when it is tried again
 */
record Delivery(
        String id,
        String endpointId,
        String eventId,
        String eventType,
        Status status,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAt,
        @Nullable Instant deliveredAt,
        Instant createdAt) {

    enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("failed")
        FAILED
    }
}
