package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.vault.Binding;
import dev.latchkey.service.vault.Secret;
import dev.latchkey.service.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signing secrets of endpoints, sealed. Call it in a transaction of the workspace. */
@Component
final class EndpointSecrets {

    /** How long receivers may take to learn a new secret. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private static final String CURRENT = "secret";
    private static final String PREVIOUS = "previous_secret";

    private final JdbcClient sql;
    private final Vault vault;
    private final Clock clock;

    EndpointSecrets(JdbcClient sql, Vault vault, Clock clock) {
        this.sql = sql;
        this.vault = vault;
        this.clock = clock;
    }

    byte[] newSealed(WorkspaceId workspace, String endpoint) {
        return vault.seal(Signature.newSecret(), new Binding(workspace, endpoint, CURRENT));
    }

    Optional<Secret> current(WorkspaceId workspace, String endpoint) {
        return sql.sql("select secret from webhook_endpoints where id = :id")
                .param("id", endpoint)
                .query(byte[].class)
                .optional()
                .map(bytes -> vault.open(bytes, new Binding(workspace, endpoint, CURRENT)));
    }

    /** Makes a new secret; the old one signs beside it for a day. Empty when there is no such endpoint. */
    Optional<Secret> rotate(WorkspaceId workspace, String endpoint) {
        return current(workspace, endpoint).map(old -> {
            var secret = Signature.newSecret();
            sql.sql("""
                            update webhook_endpoints
                            set secret = :secret, previous_secret = :previous, previous_secret_until = :until
                            where id = :id
                            """)
                    .param("id", endpoint)
                    .param("secret", vault.seal(secret, new Binding(workspace, endpoint, CURRENT)))
                    .param("previous", vault.seal(old, new Binding(workspace, endpoint, PREVIOUS)))
                    .param("until", clock.instant().plus(OVERLAP).atOffset(ZoneOffset.UTC))
                    .update();
            return secret;
        });
    }

    /** Those that sign now, the newest first; the row is one of {@code webhook_endpoints}. */
    List<Secret> signing(WorkspaceId workspace, String endpoint, ResultSet row) throws SQLException {
        var current = vault.open(row.getBytes(CURRENT), new Binding(workspace, endpoint, CURRENT));
        var until = Endpoints.instant(row.getTimestamp("previous_secret_until"));
        if (until == null || until.isBefore(clock.instant())) {
            return List.of(current);
        }
        return Stream.of(current, vault.open(row.getBytes(PREVIOUS), new Binding(workspace, endpoint, PREVIOUS)))
                .toList();
    }
}
