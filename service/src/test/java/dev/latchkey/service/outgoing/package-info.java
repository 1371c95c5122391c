@NullMarked
package dev.latchkey.service.outgoing;

import org.jspecify.annotations.NullMarked;
