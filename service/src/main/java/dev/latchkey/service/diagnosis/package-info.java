/**
 * Room: turns what Microsoft said into what happened, who can fix it and how. The table {@code diagnosis/catalogue.psv} holds
 * every code; docs/diagnosis.md is made from it.
 *
 * <p>May use: http, settings, the microsoft library.
 */
@NullMarked
package dev.latchkey.service.diagnosis;

import org.jspecify.annotations.NullMarked;
