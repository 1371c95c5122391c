package dev.latchkey.service.db;

import dev.latchkey.service.db.DatabaseSettings.Embedded;
import dev.latchkey.service.db.DatabaseSettings.External;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DatabaseBeans {

    @Bean(destroyMethod = "close")
    Postgres postgres(DatabaseSettings settings) {
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

    @Bean(destroyMethod = "close")
    DataSource dataSource(Postgres postgres, DatabaseSettings settings) {
        var connections = postgres.connections(settings.connections());
        RoleCheck.refuseTooMuchPower(JdbcClient.create(connections));
        return connections;
    }

    private static String lastLine(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
