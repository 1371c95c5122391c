/**
 * Hall: workspaces, their members, API keys and sign-in.
 *
 * <p>May use: rooms and the cellar.
 */
@NullMarked
package dev.latchkey.service.workspace;

import org.jspecify.annotations.NullMarked;
