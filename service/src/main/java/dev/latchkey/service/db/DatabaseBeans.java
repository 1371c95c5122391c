package dev.latchkey.service.db;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DatabaseBeans {

    @Bean(destroyMethod = "close")
    DataSource dataSource(StartingDatabase database) {
        var connections = database.ready().connections(database.settings().connections());
        RoleCheck.refuseTooMuchPower(JdbcClient.create(connections));
        return connections;
    }
}
