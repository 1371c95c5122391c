/**
 * The command line: {@code demo}, {@code serve} and {@code sandbox}. It checks what a person can get wrong before
 * anything starts, starts the parts, and says in one line what stopped them.
 *
 * <p>May use: {@code dev.latchkey.service} and {@code dev.latchkey.sandbox}, of each only the root package.
 */
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
