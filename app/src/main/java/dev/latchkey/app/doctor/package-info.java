/**
 * Looks over an installation from outside, step by step, before or while it runs.
 *
 * <p>May use: the service's settings, database address, vault and diagnosis; the microsoft library.
 */
@NullMarked
package dev.latchkey.app.doctor;

import org.jspecify.annotations.NullMarked;
