@NullMarked
package dev.latchkey.service.diagnosis;

import org.jspecify.annotations.NullMarked;
