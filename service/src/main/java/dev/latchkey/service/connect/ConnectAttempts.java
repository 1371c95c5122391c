package dev.latchkey.service.connect;

import dev.latchkey.microsoft.entra.AuthorizationReply;
import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.db.WorkspaceLookup;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.vault.Binding;
import dev.latchkey.service.vault.Secret;
import dev.latchkey.service.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The attempts of a workspace; but for the two look-ups of the workspace, inside a transaction of it. */
@Component
final class ConnectAttempts {

    /** How long {@code state} is good for: an administrator may be asked meanwhile. */
    private static final Duration LIFETIME = Duration.ofHours(1);
    /** How long a parked code is good for; Entra's own limit for codes. */
    private static final Duration PARKING = Duration.ofMinutes(10);

    /** What became of Microsoft's answer. */
    sealed interface Parked {

        /** Kept; {@code handle} is known to the browser that brought it, and to no other. */
        record At(String handle) implements Parked {}

        record Nowhere(Lost why) implements Parked {}
    }

    /** What only the redeemer sees. */
    record Claimed(ConnectAttempt attempt, Secret code, Secret codeVerifier) {}

    private final JdbcClient sql;
    private final WorkspaceLookup workspaces;
    private final Vault vault;
    private final Notices notices;
    private final Clock clock;

    ConnectAttempts(JdbcClient sql, WorkspaceLookup workspaces, Vault vault, Notices notices, Clock clock) {
        this.sql = sql;
        this.workspaces = workspaces;
        this.vault = vault;
        this.notices = notices;
        this.clock = clock;
    }

    /** Writes down what the answer will be compared with; the {@code state} only as a hash. */
    void begin(ConnectLink link, Browser browser, Departure departure) {
        var id = Ids.random("att");
        sql.sql("""
                        insert into connect_attempts (id, workspace_id, link_id, member_id, access, silent, insists, authority, tenant,
                            state_hash, browser_hash, nonce, sealed_verifier, created_at, expires_at)
                        values (:id, :workspace, :link, :member, :access, :silent, :insists, :authority, :tenant,
                            :state, :browser, :nonce, :verifier, :now, :expires)
                        """)
                .param("id", id)
                .param("workspace", link.workspace().value())
                .param("link", link.id())
                .param("member", link.returnUrl() == null ? browser.memberId() : null)
                .param("access", departure.access().wireName())
                .param("silent", departure.silent())
                .param("insists", departure.insists())
                .param("authority", departure.authority())
                .param("tenant", departure.tenant())
                .param("state", Digest.of(departure.state()))
                .param("browser", browser.hash())
                .param("nonce", departure.nonce())
                .param("verifier", vault.seal(new Secret(departure.codeVerifier()), verifier(link.workspace(), id)))
                .param("now", now())
                .param("expires", now().plus(LIFETIME))
                .update();
        SilentAttempt.order(link).ifPresent(order -> notices.add(link.workspace(), order, SilentAttempt.SILENCE));
    }

    Optional<WorkspaceId> workspaceOfState(String state) {
        return workspaces.by("workspace_of_connect_state", Digest.of(state));
    }

    Optional<WorkspaceId> workspaceOfArrival(String handle) {
        return workspaces.by("workspace_of_connect_arrival", Digest.of(handle));
    }

    /** Keeps the code, sealed, for the browser that brought it. */
    Parked park(WorkspaceId workspace, String authority, AuthorizationReply.Code reply) {
        return waiting(reply.state())
                .map(id -> park(id, authority, vault.seal(new Secret(reply.code()), code(workspace, id)), null))
                .orElseGet(() -> notWaiting(reply.state()));
    }

    /** Keeps the refusal in the same way. */
    Parked park(String authority, AuthorizationReply.Refused reply, Finding refusal) {
        return waiting(reply.state())
                .map(id -> park(id, authority, null, refusal))
                .orElseGet(() -> notWaiting(reply.state()));
    }

    Optional<ConnectAttempt> ofArrival(String handle) {
        return sql.sql("select * from connect_attempts where arrival_hash = :hash")
                .param("hash", Digest.of(handle))
                .query(ConnectAttempts::attempt)
                .optional();
    }

    ConnectAttempt find(String id) {
        return sql.sql("select * from connect_attempts where id = :id")
                .param("id", id)
                .query(ConnectAttempts::attempt)
                .single();
    }

    /** A one-time code with which the platform's backend finishes; empty where one was given out before. */
    Optional<String> ticket(ConnectAttempt attempt) {
        var ticket = Ids.secret();
        var given = sql.sql("update connect_attempts set ticket_hash = :hash where id = :id and ticket_hash is null")
                .param("hash", Digest.of(ticket))
                .param("id", attempt.id())
                .update();
        return given == 1 ? Optional.of(ticket) : Optional.empty();
    }

    Optional<ConnectAttempt> ofTicket(String ticket) {
        return sql.sql("select * from connect_attempts where ticket_hash = :hash")
                .param("hash", Digest.of(ticket))
                .query(ConnectAttempts::attempt)
                .optional();
    }

    /** The code, for exactly one caller, while it is fresh. */
    Optional<Claimed> claim(WorkspaceId workspace, ConnectAttempt attempt) {
        return sql.sql("""
                        update connect_attempts set claimed_at = :now
                        where id = :id and claimed_at is null and sealed_code is not null and parked_at > :since
                        returning *
                        """)
                .param("now", now())
                .param("id", attempt.id())
                .param("since", now().minus(PARKING))
                .query((row, number) -> new Claimed(
                        attempt(row, number),
                        vault.open(row.getBytes("sealed_code"), code(workspace, attempt.id())),
                        vault.open(row.getBytes("sealed_verifier"), verifier(workspace, attempt.id()))))
                .optional();
    }

    /** The end of the attempt; the code is of no more use. */
    void finish(ConnectAttempt attempt, @Nullable String mailboxId, @Nullable Finding finding) {
        sql.sql("""
                        update connect_attempts set mailbox_id = :mailbox, finding = cast(:finding as jsonb), sealed_code = null
                        where id = :id
                        """)
                .param("mailbox", mailboxId)
                .param("finding", finding == null ? null : Json.write(finding))
                .param("id", attempt.id())
                .update();
    }

    private Optional<String> waiting(String state) {
        return sql.sql("""
                        select id from connect_attempts
                        where state_hash = :state and parked_at is null and expires_at > :now
                        """)
                .param("state", Digest.of(state))
                .param("now", now())
                .query(String.class)
                .optional();
    }

    private Parked notWaiting(String state) {
        var used = sql.sql("select parked_at is not null from connect_attempts where state_hash = :state")
                .param("state", Digest.of(state))
                .query(Boolean.class)
                .optional();
        return new Parked.Nowhere(
                used.map(before -> before ? Lost.USED : Lost.EXPIRED).orElse(Lost.UNKNOWN));
    }

    private Parked park(String id, String authority, byte @Nullable [] sealedCode, @Nullable Finding refusal) {
        var handle = Ids.secret();
        var first = sql.sql("""
                        update connect_attempts set
                            parked_at = :now, arrival_hash = :arrival, sealed_code = :code,
                            refusal = cast(:refusal as jsonb)
                        where id = :id and authority = :authority and parked_at is null
                        """)
                        .param("now", now())
                        .param("arrival", Digest.of(handle))
                        .param("code", sealedCode)
                        .param("refusal", refusal == null ? null : Json.write(refusal))
                        .param("id", id)
                        .param("authority", authority)
                        .update()
                == 1;
        return first ? new Parked.At(handle) : new Parked.Nowhere(Lost.UNKNOWN);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Binding code(WorkspaceId workspace, String id) {
        return new Binding(workspace, id, "code");
    }

    private static Binding verifier(WorkspaceId workspace, String id) {
        return new Binding(workspace, id, "code_verifier");
    }

    private static ConnectAttempt attempt(ResultSet row, int number) throws SQLException {
        return new ConnectAttempt(
                row.getString("id"),
                row.getString("link_id"),
                row.getString("member_id"),
                AccessLevel.ofWireName(row.getString("access")).orElseThrow(),
                row.getBoolean("silent"),
                row.getBoolean("insists"),
                row.getString("tenant"),
                row.getString("browser_hash"),
                row.getString("nonce"),
                finding(row.getString("refusal")),
                instant(row.getTimestamp("claimed_at")),
                row.getString("mailbox_id"),
                finding(row.getString("finding")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Finding finding(@Nullable String json) {
        return json == null ? null : Json.read(json, Finding.class);
    }
}
