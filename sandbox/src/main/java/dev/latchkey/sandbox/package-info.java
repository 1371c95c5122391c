/**
 * A Microsoft in a box: starts and stops the simulated cloud and wires its parts by hand. May use: every package of the
 * sandbox.
 */
@NullMarked
package dev.latchkey.sandbox;

import org.jspecify.annotations.NullMarked;
