/**
 * The simulated Exchange Online: mailboxes with their folders, messages and change log, MIME, delivery between
 * mailboxes, and import of real mail. May use: store, web, entra (its directory).
 */
@NullMarked
package dev.latchkey.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
