package dev.latchkey.service.db;

import dev.latchkey.service.db.DatabaseSettings.Embedded;
import dev.latchkey.service.db.DatabaseSettings.External;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.flywaydb.core.api.FlywayException;

/**
 * The database on its way: it starts and is migrated beside the rest of the service, which waits where it first needs it.
 */
public final class StartingDatabase implements AutoCloseable {

    private final DatabaseSettings settings;
    private final FutureTask<Postgres> start;

    private StartingDatabase(DatabaseSettings settings) {
        this.settings = settings;
        this.start = new FutureTask<>(() -> start(settings));
    }

    public static StartingDatabase begin(DatabaseSettings settings) {
        var starting = new StartingDatabase(settings);
        Thread.ofPlatform().name("database-start").start(starting.start);
        return starting;
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** @throws DatabaseUnreachable when it can't be started, reached or migrated */
    Postgres ready() {
        try {
            return start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database started", e);
        }
    }

    private static Postgres start(DatabaseSettings settings) {
        var postgres = switch (settings) {
            case Embedded embedded -> EmbeddedServer.start(embedded.folder(), embedded.port());
            case External external -> new Postgres(external.ownerUrl(), external.url(), roleOf(external.url()), null);
        };
        try {
            postgres.migrate();
        } catch (FlywayException e) {
            postgres.close();
            throw new DatabaseUnreachable(
                    "The database %s cannot be reached or migrated: %s".formatted(postgres.place(), lastLine(e)), e);
        }
        return postgres;
    }

    /** As whom the address logs in: migrations grant this role what it needs. */
    private static String roleOf(String url) {
        try (var connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("select current_user")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new DatabaseUnreachable(
                    "The database %s cannot be reached: %s".formatted(url.replaceFirst("\\?.*", ""), lastLine(e)), e);
        }
    }

    private static String lastLine(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Stops the server if it is one of ours, also one that nobody has waited for. */
    @Override
    public void close() {
        try {
            ready().close();
        } catch (RuntimeException neverStarted) {
            return;
        }
    }
}
