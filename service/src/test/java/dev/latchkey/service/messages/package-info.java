@NullMarked
package dev.latchkey.service.messages;

import org.jspecify.annotations.NullMarked;
