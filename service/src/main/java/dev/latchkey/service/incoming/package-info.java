/**
 * Journey: notification, sync, event. A notification is only a hint; the delta of a folder is the truth; a timer looks
 * where hints were lost or can't come.
 *
 * <p>May use: mailbox, messages, events, the cellar and the microsoft library.
 */
@NullMarked
package dev.latchkey.service.incoming;

import org.jspecify.annotations.NullMarked;
