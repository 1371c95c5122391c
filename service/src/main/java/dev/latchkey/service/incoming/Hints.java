package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns what Microsoft posts into hints. What doesn't carry the subscription's {@code clientState} is dropped in silence. */
@Component
final class Hints {

    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

    private record Place(String graphId, WorkspaceId workspace, String folderId) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final FolderSyncs syncs;
    private final Jobs jobs;

    Hints(JdbcClient sql, Transactions transactions, FolderSyncs syncs, Jobs jobs) {
        this.sql = sql;
        this.transactions = transactions;
        this.syncs = syncs;
        this.jobs = jobs;
    }

    void take(List<Notice> notices) {
        var bySubscription = notices.stream().collect(Collectors.groupingBy(Notice::subscriptionId));
        for (var place : places(bySubscription)) {
            var told = bySubscription.getOrDefault(place.graphId(), List.of());
            transactions.run(place.workspace(), () -> take(place, told));
        }
    }

    private List<Place> places(Map<String, List<Notice>> bySubscription) {
        return transactions.installation(() -> sql.sql("select * from places_of_subscriptions(:ids)")
                .param("ids", bySubscription.keySet().toArray(String[]::new))
                .query((row, number) -> new Place(
                        row.getString("graph_id"),
                        new WorkspaceId(row.getString("workspace_id")),
                        row.getString("folder_id")))
                .list());
    }

    private void take(Place place, List<Notice> notices) {
        var hash = sql.sql(
                        "select client_state_hash from subscriptions where folder_id = :folder and graph_id = :graph")
                .param("folder", place.folderId())
                .param("graph", place.graphId())
                .query(String.class)
                .optional();
        var genuine = notices.stream()
                .filter(notice -> hash.isPresent() && matches(hash.get(), notice))
                .toList();
        if (genuine.isEmpty()) {
            LOG.warn("dropped {} notifications for a known subscription with a wrong clientState", notices.size());
            return;
        }
        if (genuine.stream().anyMatch(notice -> notice.endsSubscription())) {
            jobs.now(KeepSubscribed.NAME, place.workspace(), place.folderId());
        }
        if (syncs.hint(place.folderId())) {
            jobs.now(SyncFolder.NAME, place.workspace(), place.folderId());
        }
    }

    private static boolean matches(String hash, Notice notice) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII),
                Digest.of(notice.clientState()).getBytes(StandardCharsets.US_ASCII));
    }
}
