package dev.latchkey.service.http;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Creating calls with an {@code Idempotency-Key} take effect once: what they create and the answer are written in one
 * transaction, and a second call with the same key and body gets that answer. One that comes while the first is at work
 * waits for it.
 */
@Component
public final class Idempotency {

    /** Longest key that is accepted, in characters. */
    private static final int LONGEST_KEY = 255;

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Clock clock;

    Idempotency(JdbcClient sql, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Does {@code create} in a transaction of the workspace, or answers as the first call with that key did.
     *
     * @param key null where the caller sent none: then nothing is remembered
     * @throws ApiProblem 422 when the key was used with another body
     */
    public <T> T once(
            WorkspaceId workspace, @Nullable String key, String route, Object body, Class<T> type, Supplier<T> create) {
        if (key == null) {
            return transactions.in(workspace, create);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ApiProblem.field("Idempotency-Key", "Use 1 to " + LONGEST_KEY + " characters.");
        }
        var requestHash = Digest.of(Json.write(body));
        return transactions.in(workspace, () -> {
            if (!claim(workspace, key, route, requestHash)) {
                return earlier(key, route, requestHash, type);
            }
            var answer = create.get();
            remember(key, route, answer);
            return answer;
        });
    }

    private boolean claim(WorkspaceId workspace, String key, String route, String requestHash) {
        return sql.sql("""
                        insert into idempotency_keys (workspace_id, key, route, request_hash, created_at)
                        values (:workspace, :key, :route, :hash, :now)
                        on conflict do nothing
                        """)
                        .param("workspace", workspace.value())
                        .param("key", key)
                        .param("route", route)
                        .param("hash", requestHash)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private <T> T earlier(String key, String route, String requestHash, Class<T> type) {
        record Earlier(String requestHash, String answer) {}
        var earlier = sql.sql("select request_hash, answer from idempotency_keys where key = :key and route = :route")
                .param("key", key)
                .param("route", route)
                .query(Earlier.class)
                .single();
        if (!earlier.requestHash().equals(requestHash)) {
            throw ApiProblem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency_key_reused",
                    "This Idempotency-Key was used with another body. Use a new key for a new request.");
        }
        return Json.read(earlier.answer(), type);
    }

    private void remember(String key, String route, Object answer) {
        sql.sql("update idempotency_keys set answer = :answer where key = :key and route = :route")
                .param("answer", Json.write(answer))
                .param("key", key)
                .param("route", route)
                .update();
    }
}
