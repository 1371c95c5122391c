/**
 * Hall: mailboxes, their status and their access tokens.
 *
 * <p>May use: rooms, the cellar and the microsoft library.
 */
@NullMarked
package dev.latchkey.service.mailbox;

import org.jspecify.annotations.NullMarked;
