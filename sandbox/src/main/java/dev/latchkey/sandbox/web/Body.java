package dev.latchkey.sandbox.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;

/** What a request brings, as far as it may. */
public final class Body {

    private static final int LARGEST = 4 * 1024 * 1024;

    /** A body is larger than its place takes (413), or breaks off, comes in chunks that are none or asks for nonsense (400). */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Status status;

        public Refused(Status status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        public Status status() {
            return status;
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    private Body() {}

    /** At most 4 MB; empty where it brings nothing. */
    public static byte[] of(ServerRequest request) {
        return of(request, LARGEST);
    }

    /** @param largest how many bytes */
    public static byte[] of(ServerRequest request, int largest) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        var body = read(request, largest + 1);
        if (body.length > largest) {
            throw new Refused(
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "The request is larger than " + largest / (1024 * 1024) + " MB.");
        }
        return body;
    }

    /** The server's reader throws whatever the fault in the bytes led to. */
    private static byte[] read(ServerRequest request, int most) {
        try {
            return request.content().inputStream().readNBytes(most);
        } catch (IOException | RuntimeException e) {
            throw new Refused(Status.BAD_REQUEST_400, "The request body could not be read.");
        }
    }
}
