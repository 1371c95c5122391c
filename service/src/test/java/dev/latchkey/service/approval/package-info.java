@NullMarked
package dev.latchkey.service.approval;

import org.jspecify.annotations.NullMarked;
