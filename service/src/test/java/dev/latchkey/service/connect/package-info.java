@NullMarked
package dev.latchkey.service.connect;

import org.jspecify.annotations.NullMarked;
