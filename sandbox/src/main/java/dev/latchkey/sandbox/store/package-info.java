/**
 * The sandbox's memory: ordered maps of records that survive a restart, a clock that can be moved, and the append-only
 * ledger of what the simulated Microsoft did. May use: nothing of ours.
 */
@NullMarked
package dev.latchkey.sandbox.store;

import org.jspecify.annotations.NullMarked;
