package dev.latchkey.sandbox.entra;

import java.util.Map;

/** What a token request ends in. */
sealed interface TokenOutcome {

    /** The success document, in order. */
    record Issued(Map<String, Object> document) implements TokenOutcome {}

    record Refused(EntraError error) implements TokenOutcome {}
}
