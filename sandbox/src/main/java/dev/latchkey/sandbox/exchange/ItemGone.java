package dev.latchkey.sandbox.exchange;

/** Someone else removed the message between the caller's reading and its change. */
public final class ItemGone extends RuntimeException {

    ItemGone(long item) {
        super("item " + item + " is gone");
    }
}
