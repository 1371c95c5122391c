package dev.latchkey.service.vault;

/** Text that never shows itself: not in a log, an error or a debugger's list of fields. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
