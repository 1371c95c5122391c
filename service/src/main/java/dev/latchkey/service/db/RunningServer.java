package dev.latchkey.service.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded PostgreSQL of a service that may be running on this machine, seen from another process. */
public final class RunningServer {

    /** @see <a href="https://www.postgresql.org/docs/18/storage-file-layout.html">postmaster.pid: the port is on its fourth line</a> */
    private static final int LINE_OF_PORT = 3;

    private RunningServer() {}

    /**
     * A JDBC address that logs in as the owner of the schema; empty where the server left no trace of running.
     *
     * @param serverFolder the server's own, {@code postgres} in the data folder
     */
    public static Optional<String> ownerUrl(Path serverFolder) throws IOException {
        var trace = serverFolder.resolve("postmaster.pid");
        if (Files.notExists(trace) || Files.notExists(RolePasswords.file(serverFolder))) {
            return Optional.empty();
        }
        var port = Files.readAllLines(trace).get(LINE_OF_PORT).strip();
        var passwords = RolePasswords.ofNewOrKept(serverFolder);
        return Optional.of(EmbeddedServer.url(Integer.parseInt(port), EmbeddedServer.OWNER, passwords.owner()));
    }
}
