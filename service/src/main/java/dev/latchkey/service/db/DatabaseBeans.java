package dev.latchkey.service.db;

import dev.latchkey.service.db.DatabaseSettings.Embedded;
import dev.latchkey.service.db.DatabaseSettings.External;
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
            case External external -> new Postgres(external.ownerUrl(), external.url(), external.role(), null);
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
