/** The product. One package per journey, hall, room and cellar; {@code Service} starts it. */
@NullMarked
package dev.latchkey.service;

import org.jspecify.annotations.NullMarked;
