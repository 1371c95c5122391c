/**
 * The mailbox pages: any sandbox mailbox, read and answered as its owner. Nobody signs in; they stand for the people at
 * the other end of a conversation. May use: web, store, entra (its directory), exchange.
 */
@NullMarked
package dev.latchkey.sandbox.outlook;

import org.jspecify.annotations.NullMarked;
