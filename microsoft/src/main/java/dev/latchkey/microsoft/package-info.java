/**
 * A client for Microsoft's side: which cloud is meant, and the tokens that open it. {@code entra} obtains tokens,
 * {@code graph} spends them, {@code http} carries both. Usable alone: no framework, no database, no state but caches.
 *
 * <p>May use: the JDK.
 */
@NullMarked
package dev.latchkey.microsoft;

import org.jspecify.annotations.NullMarked;
