/** Starts a sandbox for JUnit tests. May use: the root package, client. */
@NullMarked
package dev.latchkey.sandbox.junit;

import org.jspecify.annotations.NullMarked;
