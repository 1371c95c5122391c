package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.microsoft.http.Http;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.vault.Binding;
import dev.latchkey.service.vault.Secret;
import dev.latchkey.service.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sealed tokens of mailboxes and the lease under which one node at a time refreshes them. */
@Component
final class TokenRows {

    /** The tokens at one moment; {@code generation} grows with each save. */
    record Tokens(
            RefreshToken refreshToken,
            @Nullable AccessToken accessToken,
            @Nullable Instant accessExpiresAt,
            long generation) {}

    /** A refresh that is refused is asked once more; nobody else may begin while the two can still be under way. */
    static final Duration LEASE = Http.LONGEST_CALL.multipliedBy(2).plusSeconds(15);

    private final JdbcClient sql;
    private final Vault vault;

    TokenRows(JdbcClient sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    Optional<Tokens> find(Mailbox mailbox) {
        return sql.sql("select * from mailbox_tokens where mailbox_id = :id")
                .param("id", mailbox.id())
                .query((row, number) -> tokens(mailbox, row))
                .optional();
    }

    /** For {@link #LEASE} of database time nobody else refreshes; false where somebody does or has just done. */
    boolean lease(Mailbox mailbox, long generation) {
        return sql.sql("""
                        update mailbox_tokens set lease_until = clock_timestamp() + make_interval(secs => :lease)
                        where mailbox_id = :id and generation = :generation
                            and (lease_until is null or lease_until < clock_timestamp())
                        """)
                        .param("lease", (double) LEASE.toSeconds())
                        .param("id", mailbox.id())
                        .param("generation", generation)
                        .update()
                == 1;
    }

    /** False where another generation was saved meanwhile. */
    boolean release(Mailbox mailbox, long generation) {
        return sql.sql(
                                "update mailbox_tokens set lease_until = null where mailbox_id = :id and generation = :generation")
                        .param("id", mailbox.id())
                        .param("generation", generation)
                        .update()
                == 1;
    }

    /** False where another generation was saved meanwhile. A reply without refresh token leaves the one that is there. */
    boolean save(Mailbox mailbox, long generation, TokenReply.Granted granted) {
        var refreshToken = granted.refreshToken();
        return sql.sql("""
                        update mailbox_tokens set
                            sealed_refresh = coalesce(:refresh, sealed_refresh), sealed_access = :access,
                            access_expires_at = :expires, generation = generation + 1, lease_until = null
                        where mailbox_id = :id and generation = :generation
                        """)
                        .param("refresh", refreshToken == null ? null : sealRefresh(mailbox, refreshToken))
                        .param("access", sealAccess(mailbox, granted.accessToken()))
                        .param("expires", granted.expiresAt().atOffset(ZoneOffset.UTC))
                        .param("id", mailbox.id())
                        .param("generation", generation)
                        .update()
                == 1;
    }

    /** The tokens of a new sign-in take the place of whatever was there. */
    void replace(Mailbox mailbox, TokenReply.Granted granted) {
        var refreshToken = granted.refreshToken();
        if (refreshToken == null) {
            throw new IllegalArgumentException("a connection without refresh token would end within the hour");
        }
        sql.sql("""
                        insert into mailbox_tokens (mailbox_id, workspace_id, sealed_refresh, sealed_access, access_expires_at, generation)
                        values (:id, :workspace, :refresh, :access, :expires, 1)
                        on conflict (mailbox_id) do update set
                            sealed_refresh = excluded.sealed_refresh, sealed_access = excluded.sealed_access,
                            access_expires_at = excluded.access_expires_at, lease_until = null,
                            generation = mailbox_tokens.generation + 1
                        """)
                .param("id", mailbox.id())
                .param("workspace", mailbox.workspace().value())
                .param("refresh", sealRefresh(mailbox, refreshToken))
                .param("access", sealAccess(mailbox, granted.accessToken()))
                .param("expires", granted.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Graph did not take it, whatever its expiry says. */
    void forgetAccess(Mailbox mailbox, long generation) {
        sql.sql("""
                        update mailbox_tokens set sealed_access = null, access_expires_at = null
                        where mailbox_id = :id and generation = :generation
                        """).param("id", mailbox.id()).param("generation", generation).update();
    }

    private Tokens tokens(Mailbox mailbox, ResultSet row) throws SQLException {
        var sealedAccess = row.getBytes("sealed_access");
        var expires = row.getTimestamp("access_expires_at");
        return new Tokens(
                new RefreshToken(vault.open(row.getBytes("sealed_refresh"), refresh(mailbox))
                        .value()),
                sealedAccess == null
                        ? null
                        : new AccessToken(
                                vault.open(sealedAccess, access(mailbox)).value()),
                expires == null ? null : expires.toInstant(),
                row.getLong("generation"));
    }

    private byte[] sealRefresh(Mailbox mailbox, RefreshToken token) {
        return vault.seal(new Secret(token.value()), refresh(mailbox));
    }

    private byte[] sealAccess(Mailbox mailbox, AccessToken token) {
        return vault.seal(new Secret(token.value()), access(mailbox));
    }

    private static Binding refresh(Mailbox mailbox) {
        return binding(mailbox.workspace(), mailbox.id(), "refresh_token");
    }

    private static Binding access(Mailbox mailbox) {
        return binding(mailbox.workspace(), mailbox.id(), "access_token");
    }

    private static Binding binding(WorkspaceId workspace, String mailboxId, String field) {
        return new Binding(workspace, mailboxId, field);
    }
}
