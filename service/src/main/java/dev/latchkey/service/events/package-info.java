/**
 * Room: the append-only log of what happened, told to whoever listens in the same transaction.
 *
 * <p>May use: db, jobs.
 */
@NullMarked
package dev.latchkey.service.events;

import org.jspecify.annotations.NullMarked;
