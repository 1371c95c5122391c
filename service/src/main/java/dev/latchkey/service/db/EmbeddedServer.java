package dev.latchkey.service.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own in the data folder. After a kill of this process its server lives on; the next start on the same
 * folder and port adopts it.
 */
final class EmbeddedServer implements AutoCloseable {

    static final String OWNER = "latchkey_owner";
    static final String APPLICATION = "latchkey_app";
    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "latchkey";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmbeddedPostgres server;
    private final RolePasswords passwords;

    private EmbeddedServer(EmbeddedPostgres server, RolePasswords passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /** Starts or adopts the server and creates its roles and database once. Port 0 picks a free one. */
    static Postgres start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            var access = HostAccess.of(folder);
            var isNew = Files.notExists(access.file());
            if (!isNew && Files.notExists(RolePasswords.file(folder))) {
                access.trustEverybody();
            }
            var passwords = RolePasswords.ofNewOrKept(folder);
            var embedded = new EmbeddedServer(startPatiently(folder, port, passwords), passwords);
            embedded.createOnce(isNew ? null : access);
            return new Postgres(
                    url(embedded.server.getPort(), OWNER, passwords.owner()),
                    url(embedded.server.getPort(), APPLICATION, passwords.application()),
                    APPLICATION,
                    embedded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server killed a moment ago may still hold its lock file for a second or two. */
    private static EmbeddedPostgres startPatiently(Path folder, int port, RolePasswords passwords) throws IOException {
        var superuserFile = passwords.superuserFile(folder);
        try {
            var giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try {
                    return builder(folder, port, passwords, superuserFile).start();
                } catch (IOException | IllegalStateException e) {
                    if (System.nanoTime() > giveUp) {
                        throw new DatabaseUnreachable(
                                "The embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(), e);
                    }
                    pause();
                }
            }
        } finally {
            Files.delete(superuserFile);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            Path folder, int port, RolePasswords passwords, Path superuserFile) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                // the service stops it once nothing uses it any more
                .setRegisterShutdownHook(false)
                .setPort(port)
                // options of initdb, which come after the library's own "trust" and win over it
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", superuserFile.toAbsolutePath().toString())
                .setConnectConfig("password", passwords.superuser())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database started", e);
        }
    }

    /** @param access of a folder that was there before: its roles may have no passwords yet */
    private void createOnce(@Nullable HostAccess access) throws IOException {
        try (var connection = superuser().getConnection()) {
            createRole(connection, OWNER, passwords.owner());
            createRole(connection, APPLICATION, passwords.application());
            if (absent(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
                execute(connection, "create database " + DATABASE + " owner " + OWNER);
            }
            if (access != null && access.trustsEverybody()) {
                setPassword(connection, SUPERUSER, passwords.superuser());
                setPassword(connection, OWNER, passwords.owner());
                setPassword(connection, APPLICATION, passwords.application());
                access.askForPasswords();
                execute(connection, "select pg_reload_conf()");
            }
        } catch (SQLException e) {
            throw new DatabaseUnreachable("The embedded PostgreSQL refuses to be set up: " + e.getMessage(), e);
        }
    }

    private DataSource superuser() {
        return server.getDatabase(SUPERUSER, SUPERUSER, Map.of("password", passwords.superuser()));
    }

    private static void createRole(Connection connection, String role, String password) throws SQLException {
        if (absent(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role + " login nosuperuser nocreatedb nocreaterole nobypassrls");
            setPassword(connection, role, password);
        }
    }

    /** A generated password holds nothing that would end the quotation. */
    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        execute(connection, "alter role " + role + " password '" + password + "'");
    }

    private static boolean absent(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return !statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String url(int port, String role, String password) {
        return "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s".formatted(port, DATABASE, role, password);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
