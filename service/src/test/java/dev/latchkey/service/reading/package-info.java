@NullMarked
package dev.latchkey.service.reading;

import org.jspecify.annotations.NullMarked;
