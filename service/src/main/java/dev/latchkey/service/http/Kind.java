package dev.latchkey.service.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a field or parameter takes, in words for people. */
final class Kind {

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Set<Class<?>> YES_OR_NO = Set.of(boolean.class, Boolean.class);

    private Kind() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number";
        }
        if (YES_OR_NO.contains(type)) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == String.class ? "text" : "an object";
    }

    /** The type of that component of a record. */
    static @Nullable Class<?> component(Class<?> type, String name) {
        return !type.isRecord()
                ? null
                : Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .findFirst()
                        .<Class<?>>map(component -> component.getType())
                        .orElse(null);
    }
}
