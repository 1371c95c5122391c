package dev.latchkey.sandbox.exchange;

/** Someone else removed the message or folder between the caller's reading and its change. */
public final class ItemGone extends RuntimeException {

    ItemGone(long item) {
        super("item " + item + " is gone");
    }
}
