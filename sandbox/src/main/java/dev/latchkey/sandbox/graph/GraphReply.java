package dev.latchkey.sandbox.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What Graph answers. An empty one carries no content type: Microsoft's clients would try to read it. */
sealed interface GraphReply {

    int status();

    record Json(int status, ObjectNode body, Map<String, String> headers) implements GraphReply {}

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Raw(int status, String contentType, byte[] body) implements GraphReply {}

    /** What is written as it is read, since it may be large. */
    record Stream(int status, String contentType, Source body) implements GraphReply {}

    /** Writes a body. */
    @FunctionalInterface
    interface Source {

        void writeTo(OutputStream out) throws IOException;
    }

    record Empty(int status, @Nullable String location) implements GraphReply {}

    static GraphReply ok(ObjectNode body) {
        return new Json(200, body, Map.of());
    }

    static GraphReply created(ObjectNode body) {
        return new Json(201, body, Map.of());
    }

    static GraphReply accepted() {
        return new Empty(202, null);
    }

    static GraphReply noContent() {
        return new Empty(204, null);
    }

    static GraphReply text(String text) {
        return new Raw(200, "text/plain", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
