package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.db.WorkspaceLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links by which a member comes in once, to choose a password. */
@Component
final class SignInLinks {

    private static final Duration LIFETIME = Duration.ofDays(1);

    private final JdbcClient sql;
    private final Transactions transactions;
    private final WorkspaceLookup workspaces;
    private final Members members;
    private final Clock clock;

    SignInLinks(JdbcClient sql, Transactions transactions, WorkspaceLookup workspaces, Members members, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.workspaces = workspaces;
        this.members = members;
        this.clock = clock;
    }

    String create(Member member) {
        var token = Ids.secret();
        sql.sql("""
                        insert into sign_in_links (token_hash, workspace_id, member_id, expires_at)
                        values (:hash, :workspace, :member, :expires)
                        """)
                .param("hash", Digest.of(token))
                .param("workspace", member.workspace().value())
                .param("member", member.id())
                .param("expires", clock.instant().plus(LIFETIME).atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    /** Whom the link lets in, while it is unused and fresh. */
    Optional<Member> member(String token) {
        return workspaceOf(token)
                .flatMap(workspace -> transactions.in(
                        workspace,
                        () -> sql.sql("""
                        select member_id from sign_in_links
                        where token_hash = :hash and used_at is null and expires_at > :now
                        """)
                                .param("hash", Digest.of(token))
                                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .query(String.class)
                                .optional()
                                .flatMap(id -> members.byId(workspace, id))
                                .map(Members.WithPassword::member)));
    }

    /** Uses the link; false when somebody was first. Call it in a transaction of the workspace. */
    boolean use(String token) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return sql.sql("""
                        update sign_in_links set used_at = :now
                        where token_hash = :hash and used_at is null and expires_at > :now
                        """).param("now", now).param("hash", Digest.of(token)).update() == 1;
    }

    private Optional<WorkspaceId> workspaceOf(String token) {
        return workspaces.by("workspace_of_sign_in_link", Digest.of(token));
    }
}
