package dev.latchkey.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What must hold before the service starts its own PostgreSQL: the data folder is ours alone, and the port is free. */
final class EmbeddedDatabase {

    private static final String PORT = "LATCHKEY_DATABASE_PORT";

    /** Held until the process ends; the system lets go of it even after a kill. */
    private static @Nullable FileChannel lock;

    private EmbeddedDatabase() {}

    static void check(Path dataFolder, int port) {
        Preflight.folderIsWritable(dataFolder);
        lock(dataFolder);
        if (!isStillRunning(dataFolder)) {
            Preflight.usablePort("127.0.0.1", port, PORT);
        }
    }

    /** A second service would otherwise adopt the first one's PostgreSQL, and stop it at its own end. */
    private static void lock(Path dataFolder) {
        try {
            lock = FileChannel.open(
                    dataFolder.resolve("latchkey.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new Refusal(
                        ExitCode.DATA_FOLDER,
                        "the data folder %s is in use by another Latchkey; stop it or choose another with --data-dir"
                                .formatted(dataFolder));
            }
        } catch (IOException e) {
            throw new Refusal(ExitCode.DATA_FOLDER, Complaint.reason(e));
        }
    }

    /** PostgreSQL outlives a kill of the process that started it; the next start adopts it with its port. */
    private static boolean isStillRunning(Path dataFolder) {
        try (var lines = Files.lines(dataFolder.resolve("postgres").resolve("postmaster.pid"))) {
            var pid = Long.parseLong(lines.findFirst().orElse("0").strip());
            return ProcessHandle.of(pid).isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
