@NullMarked
package dev.latchkey.service.db;

import org.jspecify.annotations.NullMarked;
