package dev.latchkey.app;

import dev.latchkey.service.db.DatabaseUnreachable;
import dev.latchkey.service.settings.InvalidSettings;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What stopped the program: one line for each thing that the person at the terminal can mend. */
record Complaint(ExitCode exitCode, String text) {

    /** The first known failure on the way down to the root cause; an unknown one is told by its own words. */
    static Complaint of(Throwable failure) {
        var root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
            root = cause;
        }
        return new Complaint(
                ExitCode.FAILED, "unexpected failure: %s; LATCHKEY_DEBUG=1 shows where".formatted(reason(root)));
    }

    private static Optional<Complaint> known(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case Refusal refusal -> new Complaint(refusal.exitCode, reason(refusal));
                    case InvalidSettings invalid -> new Complaint(ExitCode.CONFIGURATION, words(invalid));
                    case DatabaseUnreachable database -> new Complaint(ExitCode.DATABASE, reason(database));
                    case BindException taken ->
                        new Complaint(ExitCode.PORT_TAKEN, "a port cannot be used: " + reason(taken));
                    case MVStoreException store
                    when store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ->
                        new Complaint(ExitCode.DATA_FOLDER, "the data folder is in use by another process");
                    case FileSystemException unwritable -> new Complaint(ExitCode.DATA_FOLDER, reason(unwritable));
                    default -> null;
                });
    }

    static String reason(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException absent -> absent.getFile() + ": no such file or folder";
            default -> words(failure).lines().findFirst().orElse("");
        };
    }

    private static String words(Throwable failure) {
        var words = failure.getMessage();
        return words == null ? failure.getClass().getSimpleName() : words;
    }
}
