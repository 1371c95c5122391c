package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Connection;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running service whose Microsoft is a {@link PretendGraph}; one for all tests of this package. */
final class OutgoingService {

    private static @Nullable OutgoingService shared;

    final PretendGraph graph = new PretendGraph(Clock.systemUTC());
    final RunningService service = RunningService.start(Map.of("LATCHKEY_MICROSOFT_CLOUD", graph.address()));

    static synchronized OutgoingService shared() {
        if (shared == null) {
            shared = new OutgoingService();
        }
        return shared;
    }

    WorkspaceId newWorkspace() {
        var workspace = new WorkspaceId(Ids.random("ws"));
        service.bean(Transactions.class)
                .run(
                        workspace,
                        () -> service.bean(JdbcClient.class)
                                .sql("insert into workspaces (id, name, created_at) values (:id, 'A workspace', now())")
                                .param("id", workspace.value())
                                .update());
        return workspace;
    }

    Mailbox connect(WorkspaceId workspace, AccessLevel access) {
        var tokens = new TokenReply.Granted(
                new AccessToken("first"),
                Instant.now().plus(Duration.ofHours(1)),
                new RefreshToken("refresh"),
                access.scopes(),
                null);
        var identity = new Identity("tenant", Ids.random("oid"), "adele@contoso.example", "Adele");
        var connection = new Connection("mem_adele", access, access, identity, "adele@contoso.example", tokens, false);
        return service.bean(Transactions.class)
                .in(workspace, () -> service.bean(Mailboxes.class).connect(workspace, connection));
    }
}
