/**
 * Tests from outside: parts that were written apart are put together, and must agree.
 *
 * <p>May use: everything that is public.
 */
@NullMarked
package dev.latchkey.acceptance;

import org.jspecify.annotations.NullMarked;
