package dev.latchkey.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with a mail after it was accepted, and with the answer to its sender. */
class SendFaultsTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";
    private static final String TO_ALEX =
            "\"toRecipients\": [{\"emailAddress\": {\"address\": \"alex@contoso.example\"}}]";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;
    private MailApp alex;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), ADELE).immutable();
        alex = MailApp.of(microsoft.sandbox(), ALEX);
    }

    @Test
    void aCallIsCarriedOutAlthoughItIsAnsweredWithAnError() {
        order("{\"service\": \"GRAPH\", \"path\": \"sendMail$\", \"status\": 504, \"carriedOut\": true, \"times\": 1}");

        var answer = adele.sendMail(ALEX, "Lunch", "At noon?");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("GatewayTimeout");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(subjects(alex, "inbox")).contains("Lunch");
        assertThat(fired())
                .singleElement()
                .satisfies(fault -> assertThat(fault.facts()).containsEntry("did", "carry out, answer 504"));
    }

    @Test
    void alsoWithAPageInsteadOfItsDocument() {
        order("""
                {"service": "GRAPH", "path": "messages$", "status": 503, "html": "<h1>Busy</h1>", "carriedOut": true,
                 "retryAfter": "7", "times": 1}""");

        var answer = adele.post("/me/messages", "{\"subject\": \"Written anyway\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("<h1>Busy</h1>");
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(subjects(adele, "drafts")).contains("Written anyway");
    }

    @Test
    void alsoInsideABatch() {
        order("{\"service\": \"GRAPH\", \"path\": \"sendMail$\", \"status\": 504, \"carriedOut\": true, \"times\": 1}");

        var answer = adele.post("/$batch", """
                {"requests": [{"id": "1", "method": "POST", "url": "/me/sendMail",
                  "headers": {"Content-Type": "application/json"}, "body": {"message": {"subject": "Batched", %s}}}]}""".formatted(TO_ALEX));

        assertThat(answer.json().path("responses").path(0).path("status").asInt())
                .isEqualTo(504);
        assertThat(subjects(alex, "inbox")).contains("Batched");
    }

    @Test
    void theRealAnswerCanAskToRetryLater() {
        order("{\"service\": \"GRAPH\", \"path\": \"sendMail$\", \"retryAfter\": \"7\", \"times\": 1}");

        var answer = adele.sendMail(ALEX, "Lunch", "At noon?");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(adele.sendMail(ALEX, "Dinner", "At six?").header("Retry-After"))
                .isEmpty();
    }

    @Test
    void theCopyInSentItemsComesLate() {
        order("{\"service\": \"EXCHANGE\", \"path\": \"^adele@\", \"send\": {\"copyAfter\": \"PT1M\"}, \"times\": 1}");

        adele.sendMail(ALEX, "Lunch", "At noon?");

        assertThat(subjects(alex, "inbox")).contains("Lunch");
        assertThat(subjects(adele, "sentitems")).isEmpty();
        move("PT1M");
        assertThat(subjects(adele, "sentitems")).containsExactly("Lunch");
        assertThat(fired())
                .singleElement()
                .satisfies(fault -> assertThat(fault.facts())
                        .containsEntry("call", "SEND " + ADELE)
                        .containsEntry("did", "copy after PT1M"));
    }

    @Test
    void theCopyInSentItemsIsMissing() {
        order("{\"service\": \"EXCHANGE\", \"send\": {\"copy\": \"MISSING\"}, \"times\": 2}");
        var draft = draft("From a draft");

        adele.sendMail(ALEX, "Lunch", "At noon?");
        adele.post("/me/messages/" + draft + "/send");

        assertThat(subjects(alex, "inbox")).contains("Lunch", "From a draft");
        assertThat(subjects(adele, "sentitems")).isEmpty();
        assertThat(adele.get("/me/messages/" + draft).code()).isEqualTo("ErrorItemNotFound");
    }

    @Test
    void aDraftLeavesOnceAndLateAfterASecondSendWasRefused() {
        order("{\"service\": \"EXCHANGE\", \"send\": {\"leavesAfter\": \"PT1M\"}, \"times\": 1}");
        order("{\"service\": \"GRAPH\", \"path\": \"/send$\", \"status\": 504, \"carriedOut\": true, \"times\": 1}");
        var draft = draft("Once");

        var first = adele.post("/me/messages/" + draft + "/send");
        var meanwhile = adele.get("/me/messages/" + draft);
        var second = adele.post("/me/messages/" + draft + "/send");

        assertThat(first.status()).isEqualTo(504);
        assertThat(meanwhile.json().path("isDraft").asBoolean()).isTrue();
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.code()).isEqualTo("ErrorInvalidRequest");
        assertThat(subjects(alex, "inbox")).doesNotContain("Once");
        move("PT1M");
        assertThat(subjects(alex, "inbox")).containsOnlyOnce("Once");
        assertThat(subjects(adele, "sentitems")).containsExactly("Once");
        assertThat(adele.get("/me/messages/" + draft).json().path("isDraft").asBoolean(true))
                .isFalse();
    }

    @Test
    void aDraftLeavesTwiceWhereASecondSendIsAccepted() {
        order("""
                {"service": "EXCHANGE", "send": {"leavesAfter": "PT1M", "secondSend": "ACCEPTED"}, "times": 1}""");
        var draft = draft("Twice");
        adele.post("/me/messages/" + draft + "/send");

        assertThat(adele.post("/me/messages/" + draft + "/send").status()).isEqualTo(202);

        assertThat(subjects(alex, "inbox")).containsOnlyOnce("Twice");
        move("PT1M");
        assertThat(subjects(alex, "inbox")).filteredOn("Twice"::equals).hasSize(2);
        assertThat(subjects(adele, "sentitems")).containsExactly("Twice");
    }

    @Test
    void whatIsLateComesByItselfToo() throws InterruptedException {
        order("{\"service\": \"EXCHANGE\", \"send\": {\"leavesAfter\": \"PT0.2S\"}, \"times\": 1}");

        adele.sendMail(ALEX, "Soon", "Wait.");

        assertThat(subjects(alex, "inbox")).doesNotContain("Soon");
        for (var tries = 0; tries < 200 && !subjects(alex, "inbox").contains("Soon"); tries++) {
            Thread.sleep(50);
        }
        assertThat(subjects(alex, "inbox")).contains("Soon");
    }

    @Test
    void chanceMeetsTheSameCallsInEachRunAndTheLedgerTellsItsSeed() {
        var first = unluckySends();
        microsoft.sandbox().reset();
        signIn();
        var second = unluckySends();

        assertThat(second).isEqualTo(first).contains(202, 503);
        assertThat(first.stream().filter(status -> status == 503)).hasSize(4);
        assertThat(fired())
                .hasSize(4)
                .allSatisfy(fault -> assertThat(fault.facts()).containsEntry("seed", "42"));
    }

    private List<Integer> unluckySends() {
        order("""
                {"service": "GRAPH", "path": "sendMail$", "status": 503, "chance": {"probability": 0.4, "seed": 42},
                 "times": 4}""");
        var statuses = new ArrayList<Integer>();
        for (var number = 0; number < 20; number++) {
            statuses.add(adele.sendMail(ALEX, "Lunch", "At noon?").status());
        }
        return statuses;
    }

    private String draft(String subject) {
        return adele.post("/me/messages", "{\"subject\": \"%s\", %s}".formatted(subject, TO_ALEX))
                .json()
                .path("id")
                .asString();
    }

    private static List<String> subjects(MailApp reader, String folder) {
        return reader.get("/me/mailFolders/" + folder + "/messages?$top=50").value().stream()
                .map(message -> message.path("subject").asString())
                .toList();
    }

    private static List<Ledger.Entry> fired() {
        return microsoft.sandbox().ledger().after(0, 1_000).stream()
                .filter(entry -> entry.kind().equals("fault.fired"))
                .toList();
    }

    private void order(String fault) {
        assertThat(adele.post(control("faults"), fault).status()).as(fault).isEqualTo(200);
    }

    private void move(String time) {
        adele.post(control("clock"), "{\"move\": \"" + time + "\"}");
    }

    private static String control(String name) {
        return microsoft.sandbox().address() + "/_sandbox/" + name;
    }
}
