/**
 * The home page of the sandbox and {@code /_sandbox}: what a test or a person may see and change in it. May use: store,
 * web, entra, graph (its refusals), smtp (its replies).
 */
@NullMarked
package dev.latchkey.sandbox.control;

import org.jspecify.annotations.NullMarked;
