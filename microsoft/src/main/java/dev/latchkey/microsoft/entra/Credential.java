package dev.latchkey.microsoft.entra;

import java.time.LocalDate;
import java.util.Optional;

/** How the application proves to the token endpoint that it is itself. */
public sealed interface Credential permits ClientSecret, Certificate {

    /** The last day on which it is good, in UTC; empty where it does not say. */
    Optional<LocalDate> lastDay();
}
