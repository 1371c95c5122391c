package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a call for a mailbox ended that may safely be made again. */
public sealed interface MailboxReply<T> {

    record Done<T>(T value) implements MailboxReply<T> {}

    /** Graph says no, and would say so again. */
    record Refused<T>(GraphError error) implements MailboxReply<T> {}

    /** Come again; {@code finding} says why, where Microsoft said no or nothing. */
    record Later<T>(Instant at, @Nullable Finding finding) implements MailboxReply<T> {}

    /** Not until a person has connected the mailbox again. */
    record ReconnectNeeded<T>(Finding finding) implements MailboxReply<T> {}

    /** Paused, disconnected or unknown. */
    record NotInUse<T>(String reason) implements MailboxReply<T> {}

    /** Goes on where this is done; any other outcome stands for the whole. */
    default <R> MailboxReply<R> then(Function<? super T, MailboxReply<R>> next) {
        return switch (this) {
            case Done<T>(var value) -> next.apply(value);
            case Refused<T>(var error) -> new Refused<>(error);
            case Later<T>(var at, var finding) -> new Later<>(at, finding);
            case ReconnectNeeded<T>(var finding) -> new ReconnectNeeded<>(finding);
            case NotInUse<T>(var reason) -> new NotInUse<>(reason);
        };
    }

    default <R> MailboxReply<R> map(Function<? super T, ? extends R> change) {
        return then(value -> new Done<>(change.apply(value)));
    }
}
