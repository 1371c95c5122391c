package dev.latchkey.service.settings;

import java.util.List;

/** The configuration can't be used; the message has one line for each setting. */
public final class InvalidSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
