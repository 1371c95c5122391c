package dev.latchkey.service.guide;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For whom a part of the guide is. */
enum Audience {
    USERS,
    ADMINISTRATORS,
    DEVELOPERS;

    /** As in addresses, file names and the keys of texts. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Audience> of(String name) {
        return Arrays.stream(values())
                .filter(audience -> audience.word().equals(name))
                .findFirst();
    }
}
