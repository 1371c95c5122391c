/**
 * Room: the service's own mails to people. Journeys say that there is something to tell and, when the mail leaves, what; this
 * room sees to it that it is said once, not too often, and not to everybody at the same moment. Without
 * {@code NOTICES_SMTP_URL} nothing is mailed.
 *
 * <p>May use: jobs, db, settings.
 */
@NullMarked
package dev.latchkey.service.notices;

import org.jspecify.annotations.NullMarked;
