@NullMarked
package dev.latchkey.service;

import org.jspecify.annotations.NullMarked;
