package dev.latchkey.service.outgoing;

import java.util.Map;

/** Something that goes wrong once at a call. */
record Trick(Kind kind, int status, Map<String, String> headers, String code) {

    enum Kind {
        /** Answers that instead of doing it. */
        REFUSE,
        /** Does it, and answers that all the same. */
        DO_AND_DENY,
        /** Closes the connection without an answer, before doing it. */
        DROP,
        /** Does it, then closes the connection. */
        DO_AND_DROP,
        /** Does nothing and never answers, as seen by a caller that is killed. */
        HANG,
        /** Does it and never answers. */
        DO_AND_HANG,
        /** Does it and answers, but only when it is let go. */
        LATE
    }

    static Trick of(Kind kind) {
        return new Trick(kind, 504, Map.of(), "UnknownError");
    }

    static Trick refuse(int status, String code, Map<String, String> headers) {
        return new Trick(Kind.REFUSE, status, headers, code);
    }
}
