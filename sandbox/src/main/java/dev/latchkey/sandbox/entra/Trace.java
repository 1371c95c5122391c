package dev.latchkey.sandbox.entra;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a request can be found in the sign-in logs. */
public record Trace(String traceId, String correlationId, String timestamp) {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** A new request; the client's own {@code client-request-id} becomes the correlation id where it is a GUID. */
    static Trace begin(Clock clock, @Nullable String clientRequestId) {
        return new Trace(
                UUID.randomUUID().toString(),
                clientRequestId != null && GUID.matcher(clientRequestId).matches()
                        ? clientRequestId
                        : UUID.randomUUID().toString(),
                FORMAT.format(clock.instant()));
    }
}
