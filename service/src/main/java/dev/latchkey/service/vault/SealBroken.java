package dev.latchkey.service.vault;

/** A sealed value that can't be opened: altered, moved from its row, or sealed by a key that is not there. */
public final class SealBroken extends RuntimeException {

    private static final long serialVersionUID = 1;

    SealBroken(Binding binding, Throwable cause) {
        super(
                "the sealed " + binding.field() + " of " + binding.owner() + " can't be opened with the keys at hand",
                cause);
    }
}
