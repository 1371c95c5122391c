package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Follows what Microsoft grants from one refresh to the next: an administrator may take one permission back, and a new version
 * of this service may need one that nobody was asked for. The mailbox goes on with what it still may do.
 */
@Component
final class GrantedPermissions {

    private final JdbcClient sql;

    GrantedPermissions(JdbcClient sql) {
        this.sql = sql;
    }

    /** Belongs inside a transaction of the workspace. */
    void are(Mailbox mailbox, Set<String> scopes) {
        if (Scopes.canonical(mailbox.grantedScopes()).equals(Scopes.canonical(scopes))) {
            return;
        }
        sql.sql("""
                        update mailboxes set granted_scopes = :scopes, finding = cast(:finding as jsonb)
                        where id = :id and status in ('active', 'paused')
                        """)
                .param("scopes", scopes.toArray(String[]::new))
                .param("finding", finding(Scopes.missing(mailbox.access().scopes(), scopes)))
                .param("id", mailbox.id())
                .update();
    }

    private static @Nullable String finding(Set<String> missing) {
        return missing.isEmpty()
                ? null
                : Json.write(Finding.of(
                        Cause.PERMISSIONS_REDUCED, Map.of("missing", String.join(", ", new TreeSet<>(missing)))));
    }
}
