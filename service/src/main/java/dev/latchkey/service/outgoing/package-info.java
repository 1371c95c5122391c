/**
 * Journey: an accepted message goes to Graph and its result comes back. The intent is written first; every mail carries a
 * marker by which it is found again; after an unknown outcome the job looks before it does anything, and only {@code send}
 * on the same draft is ever repeated.
 *
 * <p>May use: mailbox, workspace, diagnosis, events, http, jobs, db, and Microsoft's library.
 */
@NullMarked
package dev.latchkey.service.outgoing;

import org.jspecify.annotations.NullMarked;
