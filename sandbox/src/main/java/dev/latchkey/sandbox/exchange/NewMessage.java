package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message begins with. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record NewMessage(
        byte[] mime,
        @Nullable Instant received,
        Envelope envelope,
        Message.Threading threading,
        Message.Summary summary,
        Marks marks,
        boolean draft,
        Map<String, String> properties) {}
