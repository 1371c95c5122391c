package dev.latchkey.service.events;

import dev.latchkey.service.db.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happened.
 *
 * @param sequence grows within the installation, so within a mailbox as well
 * @param mailboxId the mailbox that it is about, if any
 * @param data what the journey that tells it has to say, in the words of the API
 */
public record Event(
        String id,
        long sequence,
        WorkspaceId workspace,
        EventType type,
        @Nullable String mailboxId,
        JsonNode data,
        Instant createdAt) {}
