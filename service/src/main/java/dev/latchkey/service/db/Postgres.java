package dev.latchkey.service.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The database as two roles see it: the owner migrates it, the application reads and writes it behind row-level security.
 *
 * @param ownerUrl JDBC address that logs in as the owner of the schema
 * @param applicationUrl JDBC address that logs in as the role that is neither owner nor superuser
 * @param applicationRole the name of that role
 * @param server the embedded server to stop at the end, if it is one
 */
record Postgres(
        String ownerUrl,
        String applicationUrl,
        String applicationRole,
        @Nullable EmbeddedServer server) implements AutoCloseable {

    /** The address without its parameters, which may hold a password. */
    String place() {
        return ownerUrl.replaceFirst("\\?.*", "");
    }

    void migrate() {
        Flyway.configure()
                .dataSource(ownerUrl, null, null)
                .locations("classpath:db")
                .placeholders(Map.of("application_role", applicationRole))
                .load()
                .migrate();
    }

    HikariDataSource connections(int most) {
        var config = new HikariConfig();
        config.setPoolName("latchkey");
        config.setJdbcUrl(applicationUrl);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Without the addresses, which hold passwords. */
    @Override
    public String toString() {
        return "Postgres";
    }
}
