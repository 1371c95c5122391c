package dev.latchkey.service.workspace;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions lie in the database. */
@Configuration(proxyBeanMethods = false)
class SessionBeans {

    /** Requests of one browser at once write the same attribute; without it the second insert fails. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer insertsOrUpdates() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }
}
