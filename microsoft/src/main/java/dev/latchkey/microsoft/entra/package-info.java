/**
 * Entra ID: the addresses to which a person is sent, what comes back from there, and the token endpoint. Identity is
 * believed only from an id_token whose signature and claims were checked.
 *
 * <p>May use: the root package, {@code http}.
 */
@NullMarked
package dev.latchkey.microsoft.entra;

import org.jspecify.annotations.NullMarked;
