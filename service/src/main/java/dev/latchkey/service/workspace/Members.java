package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members of workspaces and their password hashes. */
@Component
public final class Members {

    /** {@code invited}: has not come in yet. */
    record Listed(String id, String email, String name, Role role, boolean invited) {}

    record WithPassword(Member member, @Nullable String passwordHash) {}

    /** The session keeps it in a column of 100. */
    private static final Pattern EMAIL = Pattern.compile("(?=.{3,100}$)[^\\s@\\x00]{1,64}@[^\\s@\\x00]{1,255}");

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

    /** Of the transaction's workspace, in the order in which they came. */
    List<Listed> list() {
        return sql.sql(
                        "select id, email, name, role, password_hash is null as invited from members order by created_at, id")
                .query((row, number) -> new Listed(
                        row.getString("id"),
                        row.getString("email"),
                        row.getString("name"),
                        Role.ofColumn(row.getString("role")),
                        row.getBoolean("invited")))
                .list();
    }

    /** Whether somebody of the transaction's workspace signs in with that address. */
    public boolean known(String email) {
        return sql.sql("select exists (select 1 from members where lower(email) = lower(:email))")
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    /** Where the owners of the transaction's workspace are reached. */
    public List<String> owners() {
        return sql.sql("select email from members where role = 'owner' order by created_at, id")
                .query((row, number) -> row.getString("email"))
                .list();
    }

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    /** Empty where somebody has that address already, in this workspace or another. */
    Optional<Member> invite(WorkspaceId workspace, String email, Role role) {
        var id = Ids.random("mem");
        var added = sql.sql("""
                        insert into members (id, workspace_id, email, name, role, created_at)
                        values (:id, :workspace, :email, '', :role, :now)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("workspace", workspace.value())
                .param("email", email)
                .param("role", role.column())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return added == 1 ? byId(workspace, id).map(WithPassword::member) : Optional.empty();
    }

    /** Signs them out everywhere, too. */
    void remove(Member member) {
        sql.sql("delete from members where id = :id").param("id", member.id()).update();
        signOut(member, "");
    }

    /** Signs them out everywhere but in that session. */
    void password(Member member, String hash, String session) {
        sql.sql("update members set password_hash = :hash where id = :id")
                .param("hash", hash)
                .param("id", member.id())
                .update();
        signOut(member, session);
    }

    private void signOut(Member member, String besides) {
        sql.sql("delete from spring_session where principal_name = :email and session_id <> :besides")
                .param("email", member.email())
                .param("besides", besides)
                .update();
    }

    Member addOwner(WorkspaceId workspace) {
        var id = Ids.random("mem");
        sql.sql("""
                        insert into members (id, workspace_id, email, name, role, created_at)
                        values (:id, :workspace, :email, 'Owner', 'owner', :now)
                        """)
                .param("id", id)
                .param("workspace", workspace.value())
                .param("email", "owner@" + workspace.value() + Member.NO_ADDRESS)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return byId(workspace, id).orElseThrow().member();
    }

    boolean taken(String email, Member besides) {
        return byEmail(email)
                .filter(found -> !found.member().id().equals(besides.id()))
                .isPresent();
    }

    /** Whoever was signed in as them before is so no longer. */
    void introduce(Member member, String email, String name, String passwordHash) {
        sql.sql("update members set email = :email, name = :name, password_hash = :hash where id = :id")
                .param("email", email)
                .param("name", name)
                .param("hash", passwordHash)
                .param("id", member.id())
                .update();
        signOut(member, "");
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
