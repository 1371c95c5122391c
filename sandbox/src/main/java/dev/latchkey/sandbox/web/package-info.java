/**
 * What every page of the sandbox shares: rendering with its security headers, the stylesheet, and the refusal of
 * requests that another site makes a browser send. May use: nothing of ours.
 */
@NullMarked
package dev.latchkey.sandbox.web;

import org.jspecify.annotations.NullMarked;
