package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Smart lockout: ten wrong passwords lock the account for a minute.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout">Smart
 *     lockout</a>
 */
final class Lockout {

    private static final int THRESHOLD = 10;
    private static final Duration DURATION = Duration.ofMinutes(1);

    private final Directory directory;
    private final Clock clock;

    Lockout(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    boolean locked(User user) {
        return clock.instant().isBefore(user.settings().lockedUntil());
    }

    void wrong(User user) {
        var times = user.settings().wrongPasswords() + 1;
        directory.change(
                user,
                times < THRESHOLD
                        ? Map.of("wrongPasswords", times)
                        : Map.of(
                                "wrongPasswords",
                                0,
                                "lockedUntil",
                                clock.instant().plus(DURATION)));
    }

    User right(User user) {
        return user.settings().wrongPasswords() == 0 ? user : directory.change(user, Map.of("wrongPasswords", 0));
    }
}
