package dev.latchkey.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;

/** What stopped the program, in one line for the person at the terminal. */
record Complaint(ExitCode exitCode, String line) {

    /** The first known failure on the way down to the root cause; an unknown one is told by its own words. */
    static Complaint of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new Complaint(
                ExitCode.FAILED,
                "unexpected failure: %s; LATCHKEY_DEBUG=1 shows where".formatted(reason(root(failure))));
    }

    private static Optional<Complaint> known(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case Refusal refusal -> new Complaint(refusal.exitCode, reason(refusal));
                    case java.net.BindException taken ->
                        new Complaint(ExitCode.PORT_TAKEN, "a port cannot be used: " + reason(taken));
                    case BindException setting -> new Complaint(ExitCode.CONFIGURATION, reason(setting));
                    case MVStoreException store
                    when store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ->
                        new Complaint(ExitCode.DATA_FOLDER, "the data folder is in use by another process");
                    case FileSystemException unwritable -> new Complaint(ExitCode.DATA_FOLDER, reason(unwritable));
                    default -> null;
                });
    }

    static String reason(Throwable failure) {
        var words = failure.getMessage();
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default ->
                words == null
                        ? failure.getClass().getSimpleName()
                        : words.lines().findFirst().orElse(words);
        };
    }

    private static Throwable root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
