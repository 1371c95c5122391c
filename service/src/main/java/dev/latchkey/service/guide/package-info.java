/**
 * The guide for users, administrators and developers, as pages: the same files that {@code docs/guide} shows in the
 * repository, with the names of this installation.
 *
 * <p>May use: http, settings.
 */
@NullMarked
package dev.latchkey.service.guide;

import org.jspecify.annotations.NullMarked;
