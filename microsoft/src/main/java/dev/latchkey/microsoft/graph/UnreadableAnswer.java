package dev.latchkey.microsoft.graph;

/** Success by its status, but not by its body: cut off, or none of Graph's. */
final class UnreadableAnswer extends RuntimeException {

    UnreadableAnswer(String message) {
        super(message);
    }
}
