package dev.latchkey.sandbox.graph;

import java.time.Duration;

/** Something that goes wrong with a change notification. */
public sealed interface NotificationFault {

    /** What needs no more words. */
    enum Mishap implements NotificationFault {
        /** It never comes. */
        DROP,
        /** It comes twice. */
        DOUBLE,
        /** It comes after the one that follows it. */
        REORDER,
        /** It comes with another {@code clientState}, as a forged one would. */
        WRONG_CLIENT_STATE
    }

    /** It is late by so much real time, and so are those behind it. */
    record Delay(Duration by) implements NotificationFault {

        @Override
        public String toString() {
            return "DELAY " + by;
        }
    }
}
