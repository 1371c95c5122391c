package dev.latchkey.microsoft.entra;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the app registration, sent in the body (client_secret_post). Never printed.
 *
 * @param expires its last day, which only the portal knows; null where nobody has said it
 */
public record ClientSecret(String value, @Nullable LocalDate expires) implements Credential {

    public ClientSecret(String value) {
        this(value, null);
    }

    @Override
    public Optional<LocalDate> lastDay() {
        return Optional.ofNullable(expires);
    }

    @Override
    public String toString() {
        return "***";
    }
}
