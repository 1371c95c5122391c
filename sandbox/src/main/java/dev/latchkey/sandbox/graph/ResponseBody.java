package dev.latchkey.sandbox.graph;

import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The body of an answer: sent at once, with its length, when it is small, and else while it is written. */
final class ResponseBody extends OutputStream {

    private static final int SMALL = 1024 * 1024;

    private final ServerResponse response;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream(1024);
    private @Nullable OutputStream rest;
    private boolean closed;

    ResponseBody(ServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (rest == null && start.size() + length > SMALL) {
            rest = response.outputStream();
            start.writeTo(rest);
            start.reset();
        }
        (rest == null ? start : rest).write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (rest == null) {
            response.send(start.toByteArray());
        } else {
            rest.close();
        }
    }
}
