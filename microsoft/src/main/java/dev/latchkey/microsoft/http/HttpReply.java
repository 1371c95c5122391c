package dev.latchkey.microsoft.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a call ended. */
public sealed interface HttpReply {

    /** An answer of whatever status, read to its end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of each mail would cost
    record Answer(int status, HttpHeaders headers, byte[] body) implements HttpReply {

        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public boolean success() {
            return status >= 200 && status < 300;
        }
    }

    /** No byte of the request left this machine: the other side cannot have acted. */
    record NotSent(String reason) implements HttpReply {}

    /** The request went out and no whole answer came back: the other side may have acted. */
    record Lost(String reason) implements HttpReply {}

    /** The answer was longer than the caller takes. */
    record TooLarge(long limit) implements HttpReply {}
}
