package dev.latchkey.service.messages;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The folders of mailboxes. Every method belongs inside a transaction of the workspace. */
@Component
public final class Folders {

    /** A folder as Microsoft lists it. */
    public record Listed(String graphId, @Nullable String wellKnown, String name, int depth, int unread, int total) {}

    // a folder that is indexed is counted; of the others Microsoft's own count is the best there is
    private static final String SELECT = """
            select f.id, f.mailbox_id, f.graph_id, f.well_known, f.name, f.depth, f.indexed,
                case when f.indexed then (select count(*) from messages m where m.folder_id = f.id and not m.is_read)
                    else f.unread end as unread,
                case when f.indexed then (select count(*) from messages m where m.folder_id = f.id)
                    else f.total end as total
            from folders f
            """;

    private final JdbcClient sql;
    private final ApplicationEventPublisher listeners;

    Folders(JdbcClient sql, ApplicationEventPublisher listeners) {
        this.sql = sql;
        this.listeners = listeners;
    }

    /** In the order in which a mail program shows them. */
    public List<StoredFolder> list(String mailboxId) {
        return sql.sql(SELECT + " where f.mailbox_id = :mailbox order by f.position")
                .param("mailbox", mailboxId)
                .query(Folders::folder)
                .list();
    }

    /** By id or by well-known name. */
    public Optional<StoredFolder> find(String mailboxId, String idOrWellKnown) {
        return sql.sql(SELECT + " where f.mailbox_id = :mailbox and (f.id = :name or f.well_known = :name)")
                .param("mailbox", mailboxId)
                .param("name", idOrWellKnown)
                .query(Folders::folder)
                .optional();
    }

    public Optional<StoredFolder> byGraphId(String mailboxId, String graphId) {
        return sql.sql(SELECT + " where f.mailbox_id = :mailbox and f.graph_id = :graph")
                .param("mailbox", mailboxId)
                .param("graph", graphId)
                .query(Folders::folder)
                .optional();
    }

    /** The whole list, in order: what is missing from it is forgotten. */
    public void replace(WorkspaceId workspace, String mailboxId, List<Listed> listed) {
        for (var position = 0; position < listed.size(); position++) {
            put(workspace, mailboxId, listed.get(position), position);
        }
        sql.sql("delete from folders where mailbox_id = :mailbox and graph_id <> all(:listed)")
                .param("mailbox", mailboxId)
                .param("listed", listed.stream().map(Listed::graphId).toArray(String[]::new))
                .update();
        listeners.publishEvent(new IndexChanged(workspace, mailboxId));
    }

    /** Somebody looks at it: whoever reads folders from Microsoft is asked to see that it is fresh. */
    public void wanted(WorkspaceId workspace, StoredFolder folder) {
        listeners.publishEvent(new FolderWanted(workspace, folder.mailboxId(), folder.id()));
    }

    /**
     * Keeps the folder as it is until the transaction ends; false where it is gone. Mailbox, folder, how far it is read: whoever
     * changes more than one of them takes them in this order.
     */
    public boolean hold(String folderId) {
        return sql.sql("select id from folders where id = :id for no key update")
                .param("id", folderId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** From now on its messages are counted here. */
    public void indexed(String folderId) {
        sql.sql("update folders set indexed = true where id = :id and not indexed")
                .param("id", folderId)
                .update();
    }

    private void put(WorkspaceId workspace, String mailboxId, Listed folder, int position) {
        sql.sql("""
                        insert into folders (id, workspace_id, mailbox_id, graph_id, well_known, name, depth, position, unread, total, listed_at)
                        values (:id, :workspace, :mailbox, :graph, :wellKnown, :name, :depth, :position, :unread, :total, now())
                        on conflict (mailbox_id, graph_id) do update set
                            well_known = excluded.well_known, name = excluded.name, depth = excluded.depth,
                            position = excluded.position, unread = excluded.unread, total = excluded.total,
                            listed_at = excluded.listed_at
                        """)
                .param("id", Ids.random("fld"))
                .param("workspace", workspace.value())
                .param("mailbox", mailboxId)
                .param("graph", folder.graphId())
                .param("wellKnown", folder.wellKnown())
                .param("name", folder.name())
                .param("depth", folder.depth())
                .param("position", position)
                .param("unread", folder.unread())
                .param("total", folder.total())
                .update();
    }

    private static StoredFolder folder(ResultSet row, int number) throws SQLException {
        return new StoredFolder(
                row.getString("id"),
                row.getString("mailbox_id"),
                row.getString("graph_id"),
                row.getString("well_known"),
                row.getString("name"),
                row.getInt("depth"),
                row.getInt("unread"),
                row.getInt("total"),
                row.getBoolean("indexed"));
    }
}
