package dev.latchkey.sandbox.exchange;

/**
 * Where a message is and since when.
 *
 * @param folder the number of its folder
 * @param moves how often it changed folders; part of the id that changes on a move
 * @param entered the change by which it came into the folder
 * @param seq its latest change; orders the change log
 */
public record Place(int folder, int moves, long entered, long seq) {

    Place movedTo(int other) {
        return new Place(other, moves + 1, 0, 0);
    }

    Place changed(long now) {
        return new Place(folder, moves, entered == 0 ? now : entered, now);
    }
}
