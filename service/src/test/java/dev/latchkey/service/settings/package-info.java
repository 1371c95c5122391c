@NullMarked
package dev.latchkey.service.settings;

import org.jspecify.annotations.NullMarked;
