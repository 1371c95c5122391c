@NullMarked
package dev.latchkey.service.incoming;

import org.jspecify.annotations.NullMarked;
