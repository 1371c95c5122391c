package dev.latchkey.sandbox.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /**
     * The record that the document describes; empty where it is none, has fields that the record has not, or lacks what the
     * record needs: every component that is not {@link Nullable}.
     */
    public static <T extends Record> Optional<T> read(byte[] document, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(document, type)).filter(Json::isWhole);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The JSON object that the document is; empty where it is none. */
    public static Optional<ObjectNode> object(byte[] document) {
        try {
            return MAPPER.readTree(document) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
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
    public static <T extends Record> Optional<T> merge(T before, Class<T> type, byte[] document) {
        try {
            ObjectNode all = MAPPER.valueToTree(before);
            if (!(MAPPER.readTree(document) instanceof ObjectNode changes)) {
                return Optional.empty();
            }
            all.setAll(changes);
            return Optional.of(MAPPER.treeToValue(all, type)).filter(Json::isWhole);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Record whole ->
                Stream.of(whole.getClass().getRecordComponents()).allMatch(component -> isWhole(whole, component));
            case Collection<?> values -> values.stream().allMatch(Json::isWhole);
            case Map<?, ?> values -> values.values().stream().allMatch(Json::isWhole);
            default -> true;
        };
    }

    private static boolean isWhole(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            var value = accessor.invoke(record);
            return isWhole(value)
                    || (value == null && component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
