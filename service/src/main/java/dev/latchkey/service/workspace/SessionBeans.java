package dev.latchkey.service.workspace;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions lie in the database, and for how long. */
@Configuration(proxyBeanMethods = false)
class SessionBeans {

    private static final Duration SIGNED_IN = Duration.ofDays(7);

    /** Requests of one browser at once write the same attribute; without it the second insert fails. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer insertsOrUpdates() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** Somebody has signed in; until then a session is short (application.yml), since anybody can begin one. */
    static void lasts(HttpSession session) {
        session.setMaxInactiveInterval((int) SIGNED_IN.toSeconds());
    }
}
