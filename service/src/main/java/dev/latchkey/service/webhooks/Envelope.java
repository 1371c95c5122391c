package dev.latchkey.service.webhooks;

import dev.latchkey.service.events.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event as platforms see it, the same in a webhook's body and in the events API.
 *
 * @param timestamp when it happened
 * @param sequence grows within a mailbox: what has the higher number happened later
 * @param mailboxId the mailbox that it is about, if any
 * @param data depends on the type
 */
record Envelope(
        String id,
        String type,
        Instant timestamp,
        String workspaceId,
        long sequence,
        @Nullable String mailboxId,
        JsonNode data) {

    static Envelope of(Event event) {
        return new Envelope(
                event.id(),
                event.type().wireName(),
                event.createdAt(),
                event.workspace().value(),
                event.sequence(),
                event.mailboxId(),
                event.data());
    }
}
