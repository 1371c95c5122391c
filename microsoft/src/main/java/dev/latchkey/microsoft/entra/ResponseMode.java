package dev.latchkey.microsoft.entra;

/** How the answer of the authorize endpoint reaches the redirect URI. */
public enum ResponseMode {
    /** In the address, by GET. */
    QUERY,
    /** In a form that the browser posts across sites, so the code stays out of logs and history. */
    FORM_POST
}
