package dev.latchkey.service.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may log in at the embedded server, by its {@code pg_hba.conf}: whoever knows a role's password. Folders that were made
 * before there were passwords trusted everybody.
 *
 * @see <a href="https://www.postgresql.org/docs/current/auth-pg-hba-conf.html">The pg_hba.conf file</a>
 */
record HostAccess(Path file) {

    private static final String RULES = """
            local all all %1$s
            host  all all 127.0.0.1/32 %1$s
            host  all all ::1/128      %1$s
            """;

    static HostAccess of(Path serverFolder) {
        return new HostAccess(serverFolder.resolve("pg_hba.conf"));
    }

    boolean trustsEverybody() throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip).anyMatch(line -> !line.startsWith("#") && line.endsWith("trust"));
        }
    }

    void askForPasswords() throws IOException {
        Files.writeString(file, RULES.formatted("scram-sha-256"));
    }

    /** For the moment in which lost passwords are replaced. */
    void trustEverybody() throws IOException {
        Files.writeString(file, RULES.formatted("trust"));
    }
}
