/**
 * The cellar's configuration: one tree of records, read once at start, every error reported together.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package dev.latchkey.service.settings;

import org.jspecify.annotations.NullMarked;
