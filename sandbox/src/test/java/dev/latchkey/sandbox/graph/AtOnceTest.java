package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What several requests do to one message in the same moment. */
class AtOnceTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final int ROUNDS = 20;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void aDraftIsSentOnce() throws Exception {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        for (var round = 0; round < ROUNDS; round++) {
            var draft = adele.post("/me/messages", """
                            {"subject": "Once", "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}]}""").json().path("id").asString();
            var send = "/me/messages/" + draft + "/send";
            assertThat(together(List.of(
                            () -> adele.post(send).status(),
                            () -> adele.post(send).status())))
                    .contains(202)
                    .containsAnyOf(400, 404);
        }

        assertThat(microsoft.client().ledger(0).stream()
                        .filter(entry -> entry.kind().equals("send.accepted")))
                .hasSize(ROUNDS);
    }

    @Test
    void everyAttachmentStays() throws Exception {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        for (var round = 0; round < ROUNDS; round++) {
            var attachments = "/me/messages/" + adele.draft("With four") + "/attachments";
            var posts = IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(number ->
                            () -> adele.post(attachments, """
                            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "%d.txt", "contentBytes": "aGk="}""".formatted(number)).status())
                    .toList();

            assertThat(together(posts)).containsOnly(201);
            assertThat(adele.get(attachments).value()).hasSize(4);
        }
    }

    @Test
    void whatIsChangedBesideOneAnotherStays() throws Exception {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        for (var round = 0; round < ROUNDS; round++) {
            var draft = "/me/messages/" + adele.draft("Changed");
            var changes = List.of("{\"isRead\": false}", "{\"categories\": [\"Blue\"]}", "{\"subject\": \"New\"}");
            together(changes.stream()
                    .<Callable<Integer>>map(
                            change -> () -> adele.patch(draft, change).status())
                    .toList());

            var changed = adele.get(draft).json();
            assertThat(changed.path("isRead").asBoolean()).isFalse();
            assertThat(changed.path("categories")).hasSize(1);
            assertThat(changed.path("subject").asString()).isEqualTo("New");
        }
    }

    private static List<Integer> together(List<Callable<Integer>> requests) throws Exception {
        var start = new CyclicBarrier(requests.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = requests.stream()
                    .map(request -> threads.submit(() -> {
                        start.await();
                        return request.call();
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var each : running) {
                statuses.add(each.get());
            }
            return statuses;
        }
    }
}
