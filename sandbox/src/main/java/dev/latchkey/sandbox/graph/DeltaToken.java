package dev.latchkey.sandbox.graph;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader of a folder's changes has come, and the options of its first request, which are sent only once.
 *
 * @param point of the change log, up to which the reader knows everything once the enumeration is over
 * @param since the point at which this round of pages began: what came later is new
 * @param position where the first enumeration goes on; null once it is over
 * @param enumerated how many messages it has shown
 * @param sync when the mailbox's history began: a reset makes older tokens unknown
 */
record DeltaToken(
        String folder,
        long point,
        long since,
        @Nullable String position,
        int enumerated,
        String sync,
        Map<String, String> options) {

    /** The next page of the first enumeration. */
    DeltaToken further(String next, int shown) {
        return new DeltaToken(folder, point, since, next, shown, sync, options);
    }

    /** The next page of the same round. */
    DeltaToken on(long reached) {
        return new DeltaToken(folder, reached, since, null, 0, sync, options);
    }

    /** The next round. */
    DeltaToken done(long reached) {
        return new DeltaToken(folder, reached, reached, null, 0, sync, options);
    }

    String text() {
        return OpaqueToken.of(this);
    }

    static Optional<DeltaToken> read(String text) {
        return OpaqueToken.read(text, DeltaToken.class)
                .filter(token -> token.folder != null && token.sync != null && token.options != null)
                .filter(token -> token.position == null || token.position.matches("([0-9a-f]{24})?"))
                .filter(token -> !token.options.containsValue(null));
    }
}
