/**
 * Room: seals and opens secrets. What it seals is bound to the workspace, the owner and the field it was sealed for.
 *
 * <p>May use: db, settings.
 */
@NullMarked
package dev.latchkey.service.vault;

import org.jspecify.annotations.NullMarked;
