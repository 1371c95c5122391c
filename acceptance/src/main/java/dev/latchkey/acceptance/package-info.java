/**
 * The product from outside: its process, a real browser, a platform's backend. The tests of this module and the measurements
 * use it. May use: nothing of ours; the application is a jar that is started.
 */
@NullMarked
package dev.latchkey.acceptance;

import org.jspecify.annotations.NullMarked;
