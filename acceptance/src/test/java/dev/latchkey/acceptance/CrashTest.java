package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The process is killed while mail leaves, and started again on what it left behind. */
class CrashTest {

    private static final int MAILS = 10;
    /** A dead node's runs are taken over within seconds; what may have left is looked up for up to 40 more. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void everyMailThatWasAcceptedBeforeAKillLeavesOnce() throws Exception {
        try (var demo = Demo.start();
                var chromium = Chromium.start()) {
            var owner = Owner.comesIn(demo, chromium.person());
            var mailbox = owner.connect("adele@adventure-works.example");
            var api = owner.api();

            var accepted = queue(api, demo, mailbox);
            demo.kill();
            demo.run();
            demo.awaitReady();

            assertThat(statuses(api, demo, mailbox))
                    .as("the kill came before everything had left")
                    .anyMatch(status -> !status.equals("sent"));
            assertThat(accepted).doesNotHaveDuplicates().hasSize(MAILS);
            awaitAllSent(api, demo, mailbox);
            assertThat(subjectsThatLeft(demo))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MAILS)
                            .mapToObj(CrashTest::subject)
                            .toList());
            assertThat(markersThatLeft(demo)).doesNotHaveDuplicates().hasSize(MAILS);
        }
    }

    /** All at once, so that the kill finds some waiting and some on their way; returns the ids of the 202 answers. */
    private static List<String> queue(Api api, Demo demo, String mailbox) throws Exception {
        var address = demo.service("/v1/mailboxes/" + mailbox + "/messages");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = IntStream.range(0, MAILS)
                    .<Callable<String>>mapToObj(number -> () -> api.post(address, """
                            {"to": ["alex@contoso.example"], "subject": "%s", "text": "Hello"}
                            """.formatted(subject(number)))
                            .path("id")
                            .asString())
                    .toList();
            return threads.invokeAll(posts).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        }
    }

    private static String subject(int number) {
        return "Crash " + number;
    }

    private static void awaitAllSent(Api api, Demo demo, String mailbox) throws InterruptedException {
        var giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            var statuses = statuses(api, demo, mailbox);
            if (statuses.stream().allMatch("sent"::equals) || Instant.now().isAfter(giveUp)) {
                assertThat(statuses).hasSize(MAILS).containsOnly("sent");
                return;
            }
            Thread.sleep(200);
        }
    }

    private static List<String> statuses(Api api, Demo demo, String mailbox) {
        return api.get(demo.service("/v1/outbox?mailbox_id=" + mailbox))
                .path("data")
                .findValuesAsString("status");
    }

    private static List<String> subjectsThatLeft(Demo demo) {
        return accepted(demo).stream()
                .map(entry -> entry.path("facts").path("subject").asString())
                .toList();
    }

    private static List<String> markersThatLeft(Demo demo) {
        return accepted(demo).stream()
                .map(entry -> entry.path("facts").path("marker").asString())
                .toList();
    }

    /** Every send that the simulated Microsoft took, by its own ledger. */
    private static List<JsonNode> accepted(Demo demo) {
        var entries = new ArrayList<JsonNode>();
        new Api("none")
                .get(demo.sandbox("/_sandbox/ledger?limit=1000"))
                .path("data")
                .forEach(entries::add);
        return entries.stream()
                .filter(entry -> entry.path("kind").asString().equals("send.accepted"))
                .toList();
    }
}
