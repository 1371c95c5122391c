/**
 * Measurements of the whole product from outside. May use: {@code acceptance}, which starts the product's process.
 */
@NullMarked
package dev.latchkey.bench;

import org.jspecify.annotations.NullMarked;
