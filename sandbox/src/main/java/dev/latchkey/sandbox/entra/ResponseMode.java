package dev.latchkey.sandbox.entra;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the answer travels to the redirect URI. */
public enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST;

    /** Query where none is named, which is the default of {@code response_type=code}. */
    static Optional<ResponseMode> of(@Nullable String value) {
        if (value == null) {
            return Optional.of(QUERY);
        }
        for (var mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
