/**
 * Room: turns what Microsoft said into what happened, who can fix it and how.
 *
 * <p>May use: the microsoft library.
 */
@NullMarked
package dev.latchkey.service.diagnosis;

import org.jspecify.annotations.NullMarked;
