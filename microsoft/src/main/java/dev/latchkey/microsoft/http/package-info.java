/**
 * Calls over HTTP/1.1 that end by a deadline, are capped per host, are never repeated, and say afterwards whether the
 * other side may have acted.
 *
 * <p>May use: the JDK.
 */
@NullMarked
package dev.latchkey.microsoft.http;

import org.jspecify.annotations.NullMarked;
