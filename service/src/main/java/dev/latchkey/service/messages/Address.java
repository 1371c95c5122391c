package dev.latchkey.service.messages;

import org.jspecify.annotations.Nullable;

/** Somebody in an address line. */
public record Address(String address, @Nullable String name) {

    /** For people: the name where there is one. */
    public String shown() {
        return name == null || name.isBlank() ? address : name;
    }
}
