package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the first workspace and its owner, and the link by which the owner comes in. */
@Component
public final class FirstStart {

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Members members;
    private final SignInLinks links;
    private final Settings settings;
    private final Clock clock;

    FirstStart(
            JdbcClient sql,
            Transactions transactions,
            Members members,
            SignInLinks links,
            Settings settings,
            Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.members = members;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    /** The address by which the owner signs in for the first time; empty once an owner has a password. */
    public Optional<URI> ownerLink() {
        return link("""
                select id from members where role = 'owner'
                    and not exists (select 1 from members where role = 'owner' and password_hash is not null)
                order by created_at, id limit 1""");
    }

    /** For an owner who forgot the password: the first of the installation chooses another. */
    public URI newOwnerLink() {
        return link("select id from members where role = 'owner' order by created_at, id limit 1")
                .orElseThrow();
    }

    private Optional<URI> link(String owner) {
        var first = transactions.installation(() -> sql.sql("select * from all_workspaces() limit 1")
                .query(String.class)
                .optional());
        var workspace = first.map(WorkspaceId::new).orElseGet(this::create);
        return transactions.in(
                workspace,
                () -> sql.sql(owner)
                        .query(String.class)
                        .optional()
                        .flatMap(id -> members.byId(workspace, id))
                        .map(found -> settings.at("/welcome/" + links.create(found.member()))));
    }

    private WorkspaceId create() {
        var workspace = new WorkspaceId(Ids.random("ws"));
        transactions.run(workspace, () -> {
            sql.sql("insert into workspaces (id, name, created_at) values (:id, :name, :now)")
                    .param("id", workspace.value())
                    .param("name", settings.branding().platformName())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            members.addOwner(workspace);
        });
        return workspace;
    }
}
