@NullMarked
package dev.latchkey.service.vault;

import org.jspecify.annotations.NullMarked;
