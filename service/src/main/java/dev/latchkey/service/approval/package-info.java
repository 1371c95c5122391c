/**
 * An administrator approves: the page for them, their way to Microsoft, and what is known of each tenant's consent. Microsoft
 * tells nobody when consent is granted; it shows when a member who was refused gets a token.
 *
 * <p>May use: halls, rooms, cellar, and {@code microsoft}.
 */
@NullMarked
package dev.latchkey.service.approval;

import org.jspecify.annotations.NullMarked;
