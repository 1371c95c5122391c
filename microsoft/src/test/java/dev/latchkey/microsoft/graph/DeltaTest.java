package dev.latchkey.microsoft.graph;

import static dev.latchkey.microsoft.graph.GraphTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.ScriptedServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeltaTest {

    private final ScriptedServer server = new ScriptedServer();
    private final MailboxClient mailbox =
            new Graph(server.cloud(), Clock.systemUTC()).mailbox(new AccessToken("token"));
    private final String link = server.cloud().graph() + "/me/mailFolders/inbox/messages/delta?$deltatoken=t";

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesAndRemovalsAreToldApart() {
        server.answer(200, """
                {"value":[{"id":"1","isRead":true},
                 {"@odata.type":"#microsoft.graph.message","id":"2","@removed":{"reason":"deleted"}},
                 {"id":"3","@removed":{"reason":"changed"}}],"@odata.deltaLink":"%s"}""".formatted(link));

        assertThat(done(mailbox.delta("inbox", null, 50))).isInstanceOfSatisfying(Delta.Changes.class, changes -> {
            assertThat(changes.changed()).extracting(Message::id).containsExactly("1");
            assertThat(changes.removed()).containsExactly("2", "3");
            assertThat(changes.nextLink()).isNull();
            assertThat(changes.deltaLink()).isEqualTo(link);
        });
        assertThat(server.lastAsked().path()).isEqualTo("/v1.0/me/mailFolders/inbox/messages/delta");
        assertThat(server.lastAsked().header("Prefer"))
                .contains("odata.maxpagesize=50")
                .contains("ImmutableId");
    }

    @Test
    void anEmptyPageCanLeadOn() {
        server.answer(200, "{\"value\":[],\"@odata.nextLink\":\"" + link + "\"}");

        assertThat(done(mailbox.delta("inbox", link, 50)))
                .isEqualTo(new Delta.Changes(List.of(), List.of(), link, null));
        assertThat(server.lastAsked().query()).isEqualTo("$deltatoken=t");
    }

    @Test
    void aDeltaCanLeaveOutWhatIsOld() {
        server.answer(200, "{\"value\":[],\"@odata.deltaLink\":\"" + link + "\"}");

        done(mailbox.deltaSince("inbox", Instant.parse("2026-11-20T10:00:00.123456Z"), 50));

        assertThat(server.lastAsked().query()).endsWith("&$filter=receivedDateTime ge 2026-11-20T10:00:00Z");
    }

    @Test
    void everySignOfADeadLinkIsAResync() {
        server.answer(410, "", Map.of("Location", "https://evil.example/"))
                .answer(400, "{\"error\":{\"code\":\"syncStateNotFound\"}}")
                .answer(404, "{\"error\":{\"code\":\"x\",\"innerError\":{\"code\":\"SyncStateNotFound\"}}}")
                .answer(410, "{\"error\":{\"code\":\"resyncRequired\"}}");

        for (var i = 0; i < 4; i++) {
            assertThat(done(mailbox.delta("inbox", link, 50))).isInstanceOf(Delta.Resync.class);
        }
    }

    @Test
    void aLinkOfAnotherCloudIsNeverFollowed() {
        assertThat(done(mailbox.delta("inbox", "https://evil.example/v1.0/delta", 50)))
                .isInstanceOf(Delta.Resync.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aMissingFolderIsNoResync() {
        server.answer(404, "{\"error\":{\"code\":\"ErrorFolderNotFound\"}}");

        assertThat(mailbox.delta("gone", null, 50)).isInstanceOf(GraphReply.Refused.class);
    }

    @Test
    void aPageWithoutExactlyOneLinkIsUnclear() {
        server.answer(200, "{\"value\":[]}")
                .answer(200, "{\"value\":[],\"@odata.nextLink\":\"a\",\"@odata.deltaLink\":\"b\"}")
                .answer(200, "{\"value\":[{\"subject\":\"no id\"}],\"@odata.deltaLink\":\"b\"}");

        for (var i = 0; i < 3; i++) {
            assertThat(mailbox.delta("inbox", link, 50)).isInstanceOf(GraphReply.Unclear.class);
        }
    }
}
