/**
 * The pages of the Entra admin center on which an administrator sets, grants, reviews and revokes, and the mails of its
 * approval workflow. May use: store, web, entra, exchange.
 */
@NullMarked
package dev.latchkey.sandbox.admincenter;

import org.jspecify.annotations.NullMarked;
