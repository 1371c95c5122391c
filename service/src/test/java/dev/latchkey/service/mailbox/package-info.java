@NullMarked
package dev.latchkey.service.mailbox;

import org.jspecify.annotations.NullMarked;
