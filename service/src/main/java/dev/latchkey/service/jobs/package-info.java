/**
 * The cellar's durable jobs: scheduled in the transaction that needs them, run on virtual threads, started the moment that transaction commits.
 *
 * <p>May use: db.
 */
@NullMarked
package dev.latchkey.service.jobs;

import org.jspecify.annotations.NullMarked;
