package dev.latchkey.microsoft.entra;

/** How the application proves to the token endpoint that it is itself. */
public sealed interface Credential permits ClientSecret, Certificate {}
