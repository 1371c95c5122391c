package dev.latchkey.service.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A PostgreSQL of our own in the data folder. After a kill of this process its server lives on; the next start on the same
 * folder and port adopts it.
 */
final class EmbeddedServer implements AutoCloseable {

    static final String OWNER = "latchkey_owner";
    static final String APPLICATION = "latchkey_app";
    private static final String DATABASE = "latchkey";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmbeddedPostgres server;

    private EmbeddedServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts or adopts the server and creates its roles and database once. Port 0 picks a free one. */
    static Postgres start(Path folder, int port) {
        var embedded = new EmbeddedServer(startPatiently(folder, port));
        embedded.createOnce();
        return new Postgres(embedded.url(OWNER), embedded.url(APPLICATION), APPLICATION, embedded);
    }

    /** A server killed a moment ago may still hold its lock file for a second or two. */
    private static EmbeddedPostgres startPatiently(Path folder, int port) {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Files.createDirectories(folder);
                return EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        // the service stops it once nothing uses it any more
                        .setRegisterShutdownHook(false)
                        .setPort(port)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("shared_buffers", "64MB")
                        .start();
            } catch (IOException | IllegalStateException e) {
                if (System.nanoTime() > giveUp) {
                    throw new DatabaseUnreachable(
                            "The embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database started", e);
        }
    }

    private void createOnce() {
        try (var connection = server.getPostgresDatabase().getConnection()) {
            createRole(connection, OWNER);
            createRole(connection, APPLICATION);
            if (absent(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
                execute(connection, "create database " + DATABASE + " owner " + OWNER);
            }
        } catch (SQLException e) {
            throw new DatabaseUnreachable("The embedded PostgreSQL refuses to be set up: " + e.getMessage(), e);
        }
    }

    private static void createRole(Connection connection, String role) throws SQLException {
        if (absent(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role + " login nosuperuser nocreatedb nocreaterole nobypassrls");
        }
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

    private String url(String role) {
        return "jdbc:postgresql://localhost:%d/%s?user=%s".formatted(server.getPort(), DATABASE, role);
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
