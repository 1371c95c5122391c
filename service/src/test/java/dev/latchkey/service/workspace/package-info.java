@NullMarked
package dev.latchkey.service.workspace;

import org.jspecify.annotations.NullMarked;
