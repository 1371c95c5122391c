/** {@code /_sandbox} for Java programs, above all for tests of an application. May use: store. */
@NullMarked
package dev.latchkey.sandbox.client;

import org.jspecify.annotations.NullMarked;
