@NullMarked
package dev.latchkey.service.webhooks;

import org.jspecify.annotations.NullMarked;
