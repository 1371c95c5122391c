package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members of workspaces and their password hashes. */
@Component
final class Members {

    record WithPassword(Member member, @Nullable String passwordHash) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Clock clock;

    Members(JdbcClient sql, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    Optional<WithPassword> byEmail(String email) {
        record Place(String workspaceId, String memberId) {}
        return transactions
                .installation(() -> sql.sql("select workspace_id, member_id from member_by_email(:email)")
                        .param("email", email.strip())
                        .query(Place.class)
                        .optional())
                .flatMap(place -> byId(new WorkspaceId(place.workspaceId()), place.memberId()));
    }

    Optional<WithPassword> byId(WorkspaceId workspace, String memberId) {
        return transactions.in(
                workspace,
                () -> sql.sql("select * from members where id = :id")
                        .param("id", memberId)
                        .query(Members::member)
                        .optional());
    }

    Member addOwner(WorkspaceId workspace) {
        var id = Ids.random("mem");
        sql.sql("""
                        insert into members (id, workspace_id, email, name, role, created_at)
                        values (:id, :workspace, :email, 'Owner', 'owner', :now)
                        """)
                .param("id", id)
                .param("workspace", workspace.value())
                .param("email", "owner@" + workspace.value() + ".invalid")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return byId(workspace, id).orElseThrow().member();
    }

    void introduce(Member member, String email, String name, String passwordHash) {
        sql.sql("update members set email = :email, name = :name, password_hash = :hash where id = :id")
                .param("email", email)
                .param("name", name)
                .param("hash", passwordHash)
                .param("id", member.id())
                .update();
    }

    private static WithPassword member(ResultSet row, int number) throws SQLException {
        return new WithPassword(
                new Member(
                        row.getString("id"),
                        new WorkspaceId(row.getString("workspace_id")),
                        row.getString("email"),
                        row.getString("name"),
                        Role.ofColumn(row.getString("role"))),
                row.getString("password_hash"));
    }
}
