/**
 * Calls over HTTP/1.1 that end by a deadline, are capped per host, and say afterwards whether the other side may have
 * acted. None is repeated, but for a GET on a kept connection that turns out to be closed, which the JDK sends again.
 *
 * <p>May use: the JDK.
 */
@NullMarked
package dev.latchkey.microsoft.http;

import org.jspecify.annotations.NullMarked;
