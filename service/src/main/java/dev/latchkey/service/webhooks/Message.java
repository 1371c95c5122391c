package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Json;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.vault.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One signed request: the event's id stays the same over attempts, time and signature are new in each. */
record Message(Map<String, String> headers, String body) {

    static Message of(Event event, List<Secret> secrets, Instant now) {
        var body = Json.write(Envelope.of(event));
        var timestamp = now.getEpochSecond();
        return new Message(
                Map.of(
                        "webhook-id", event.id(),
                        "webhook-timestamp", Long.toString(timestamp),
                        "webhook-signature", Signature.of(secrets, event.id(), timestamp, body)),
                body);
    }
}
