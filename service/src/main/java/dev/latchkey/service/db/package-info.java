/**
 * The cellar's database: starts or reaches PostgreSQL, migrates it as its owner, and hands out transactions that carry their workspace, so that row-level security sees only that workspace's rows.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package dev.latchkey.service.db;

import org.jspecify.annotations.NullMarked;
