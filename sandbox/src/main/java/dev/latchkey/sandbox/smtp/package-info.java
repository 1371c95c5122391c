/**
 * Exchange's front door for mail over SMTP.
 *
 * <p>May use: entra, exchange.
 */
@NullMarked
package dev.latchkey.sandbox.smtp;

import org.jspecify.annotations.NullMarked;
