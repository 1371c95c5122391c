package dev.latchkey.sandbox.control;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Fault} that was ordered.
 *
 * @param chance it meets some of what it could; empty: all
 * @param times how much it meets
 */
record Order(Fault fault, Optional<Chance> chance, int times) {

    /**
     * What is kept of one.
     *
     * @param asked as it was sent
     * @param times how much it meets still
     * @param drawn how many numbers of its chance are used up
     */
    record Kept(ObjectNode asked, int times, long drawn) {

        Kept after(boolean happened) {
            return new Kept(asked, happened ? times - 1 : times, drawn + 1);
        }

        /** As it was sent, for so many times as are left. */
        ObjectNode told() {
            return asked.deepCopy().put("times", times);
        }
    }

    boolean happens(long drawn) {
        return chance.map(each -> each.happens(drawn)).orElse(true);
    }
}
