@NullMarked
package dev.latchkey.service.events;

import org.jspecify.annotations.NullMarked;
