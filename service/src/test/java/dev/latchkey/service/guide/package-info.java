/** Tests of the guide. */
@NullMarked
package dev.latchkey.service.guide;

import org.jspecify.annotations.NullMarked;
