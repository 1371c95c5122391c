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
        var first = transactions.installation(() -> sql.sql("select * from all_workspaces() limit 1")
                .query(String.class)
                .optional());
        var workspace = first.map(WorkspaceId::new).orElseGet(this::create);
        return transactions.in(
                workspace,
                () -> ownerWithoutPassword()
                        .flatMap(id -> members.byId(workspace, id))
                        .map(owner -> settings.at("/welcome/" + links.create(owner.member()))));
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

    private Optional<String> ownerWithoutPassword() {
        return sql.sql("select id from members where role = 'owner' and password_hash is null limit 1")
                .query(String.class)
                .optional();
    }
}
