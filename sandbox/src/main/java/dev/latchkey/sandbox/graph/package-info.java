/**
 * The simulated Microsoft Graph: REST over the mailboxes, with Graph's paths, scopes, errors and throttling, and the
 * subscriptions with their notifications. May use: store, web, entra (its
 * directory and access tokens), exchange.
 */
@NullMarked
package dev.latchkey.sandbox.graph;

import org.jspecify.annotations.NullMarked;
