package dev.latchkey.service.workspace;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2 takes much time and memory on purpose. Two at a time, with a short queue: a flood of sign-ins is turned away
 * before it takes the processor from everybody else.
 */
final class SlowHash implements PasswordEncoder, AutoCloseable {

    private static final int AT_A_TIME = 2;
    private static final int QUEUE = 20;

    /** The queue is full. */
    static final class TooBusy extends AuthenticationException {

        private static final long serialVersionUID = 1;

        TooBusy(RejectedExecutionException cause) {
            super("too many passwords are being checked", cause);
        }
    }

    private final PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("password-", 0).daemon().factory());

    SlowHash() {
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return inTurn(() -> argon2.encode(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return inTurn(() -> argon2.matches(password, hash));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return argon2.upgradeEncoding(hash);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private <T extends @Nullable Object> T inTurn(Callable<T> work) {
        try {
            return workers.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new TooBusy(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a password was checked", e);
        }
    }
}
