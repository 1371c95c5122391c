package dev.latchkey.sandbox.entra;

/** What a sign-in has shown beyond the password; tokens remember it. */
enum Proof {
    MFA,
    TRUSTED_LOCATION
}
