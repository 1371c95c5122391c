/**
 * Microsoft Graph for the mailbox of whoever a token belongs to: reading, drafting, sending, delta, subscriptions. Every
 * call asks for immutable ids, is made once, and says whether a retry can help.
 *
 * <p>May use: the root package, {@code http}.
 */
@NullMarked
package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.NullMarked;
