/**
 * Journey: a member, or the platform, lists and reads mail. Lists come from the index; bodies and attachments are asked of
 * Microsoft when somebody opens them, and are never kept. What strangers wrote is made harmless before it is shown.
 *
 * <p>May use: mailbox, messages, workspace, diagnosis, the cellar and the microsoft library.
 */
@NullMarked
package dev.latchkey.service.reading;

import org.jspecify.annotations.NullMarked;
