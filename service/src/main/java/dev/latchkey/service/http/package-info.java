/**
 * The cellar's HTTP: security of pages and API, problem documents, request ids, idempotency of creating calls.
 *
 * <p>May use: db.
 */
@NullMarked
package dev.latchkey.service.http;

import org.jspecify.annotations.NullMarked;
