package dev.latchkey.sandbox.graph;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A record as a text that stands in a link. Its reader is not to look into it. */
final class OpaqueToken {

    private OpaqueToken() {}

    static String of(Object state) {
        var json = GraphCall.JSON.writeValueAsString(state);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for what is none. */
    static <T> Optional<T> read(String text, Class<T> type) {
        try {
            var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return Optional.ofNullable(GraphCall.JSON.readValue(json, type));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }
}
