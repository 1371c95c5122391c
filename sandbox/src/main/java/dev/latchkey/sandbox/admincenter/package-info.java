/**
 * The pages of the Entra admin center on which an administrator grants, reviews and revokes. May use: store, web,
 * entra.
 */
@NullMarked
package dev.latchkey.sandbox.admincenter;

import org.jspecify.annotations.NullMarked;
