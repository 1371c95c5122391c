package dev.latchkey.microsoft.graph;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a call to Graph ended, and with that whether to come again. */
public sealed interface GraphReply<T> {

    record Done<T>(T value) implements GraphReply<T> {}

    /** Graph says no, nothing was done, and asking the same again gives the same. */
    record Refused<T>(GraphError error) implements GraphReply<T> {}

    /**
     * Surely not carried out; come again.
     *
     * @param retryAfter what Graph asked for, at most a day; null where it named no time
     */
    record Later<T>(GraphError error, @Nullable Duration retryAfter) implements GraphReply<T> {}

    /** May have been carried out: look before doing it again. */
    record Unclear<T>(String reason) implements GraphReply<T> {}

    /** The same outcome with another value. */
    default <R> GraphReply<R> map(Function<? super T, ? extends R> change) {
        return then(value -> new Done<>(change.apply(value)));
    }

    /** Goes on where this is done; any other outcome stands for the whole. */
    default <R> GraphReply<R> then(Function<? super T, GraphReply<R>> next) {
        return switch (this) {
            case Done<T>(var value) -> next.apply(value);
            case Refused<T>(var error) -> new Refused<>(error);
            case Later<T>(var error, var retryAfter) -> new Later<>(error, retryAfter);
            case Unclear<T>(var reason) -> new Unclear<>(reason);
        };
    }
}
