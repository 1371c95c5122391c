package dev.latchkey.sandbox.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends JSON, and reads it into records. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static void send(ServerResponse response, Status status, Object body) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .header("X-Content-Type-Options", "nosniff")
                .send(bytes(body));
    }

    public static byte[] bytes(Object document) {
        return MAPPER.writeValueAsBytes(document);
    }

    /** What a request brings; empty where it brings nothing. */
    public static byte[] body(ServerRequest request) {
        return request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    }

    /** The record that the document describes; empty where it is none, or has fields that the record has not. */
    public static <T> Optional<T> read(byte[] document, Class<T> type) {
        try {
            return Optional.of(MAPPER.readValue(document, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The record with those components changed, by name. */
    public static <T> T with(T before, Class<T> type, Map<String, ?> changes) {
        ObjectNode all = MAPPER.valueToTree(before);
        all.setAll((ObjectNode) MAPPER.valueToTree(changes));
        return MAPPER.treeToValue(all, type);
    }

    /** The record with the fields of the document changed; empty as above. */
    public static <T> Optional<T> merge(T before, Class<T> type, byte[] document) {
        try {
            ObjectNode all = MAPPER.valueToTree(before);
            all.setAll(MAPPER.readValue(document, ObjectNode.class));
            return Optional.of(MAPPER.treeToValue(all, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
