/**
 * Hall: the index of folders, messages and threads. Whoever learns something about a message writes it here, and the index
 * tells what that means as {@code message.*} events.
 *
 * <p>Threads follow Message-ID, In-Reply-To and References (RFC 5322 §3.6.4); Exchange's conversation id, which unrelated
 * mails of the same subject can share, decides only where headers are not to be had.
 *
 * <p>May use: events, the cellar.
 */
@NullMarked
package dev.latchkey.service.messages;

import org.jspecify.annotations.NullMarked;
