@NullMarked
package dev.latchkey.service.jobs;

import org.jspecify.annotations.NullMarked;
