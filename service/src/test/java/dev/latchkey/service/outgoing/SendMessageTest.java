package dev.latchkey.service.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.AccessLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens on the way, a mail leaves once. */
class SendMessageTest {

    private final Bench bench = new Bench(AccessLevel.SEND_AND_READ);
    private final PretendMailbox mailbox = bench.graph.mailbox;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMailLeavesWithItsMarkerAndIsTold() {
        var outgoing = bench.accept();

        assertThat(bench.run(outgoing)).isEqualTo(new Next.Done());

        assertThat(bench.graph.calls()).containsExactly("create", "send");
        assertThat(mailbox.accepted()).containsExactly(outgoing.marker());
        var sent = bench.now(outgoing);
        assertThat(sent.status()).isEqualTo(OutgoingStatus.SENT);
        assertThat(sent.internetMessageId()).isEqualTo("<1@pretend.example>");
        assertThat(bench.told()).containsExactly(EventType.OUTGOING_SENT);
    }

    @Test
    void aReplyKeepsExchangesSubjectAndTakesItsFiles() {
        var outgoing = bench.acceptReplyWithFiles();

        bench.runUntilDone(outgoing);

        assertThat(bench.graph.calls()).containsExactly("reply", "update", "files", "attach", "attach", "send");
        var copy = mailbox.in("sentitems").getFirst();
        assertThat(copy.json().path("subject").stringValue()).isEqualTo("RE: Offer");
        assertThat(copy.json().path("toRecipients").toString()).contains("alex@contoso.example");
        assertThat(copy.files()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "create, REFUSE", "create, DO_AND_DENY", "create, DROP", "create, DO_AND_DROP",
        "send, REFUSE", "send, DO_AND_DENY", "send, DROP", "send, DO_AND_DROP"
    })
    void anUnknownOutcomeIsLookedUp(String call, Trick.Kind kind) {
        bench.graph.at(call, Trick.of(kind));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
        var drafted = call.equals("create") && !kind.name().startsWith("DO_") ? 2 : 1;
        assertThat(bench.graph.calls()).filteredOn("create"::equals).hasSize(drafted);
    }

    @ParameterizedTest
    @CsvSource({
        "reply, REFUSE", "reply, DO_AND_DENY", "update, REFUSE", "update, DO_AND_DENY",
        "attach, REFUSE", "attach, DO_AND_DENY", "attach, DO_AND_DROP", "send, DO_AND_DENY"
    })
    void aHalfMadeDraftIsCompletedNotMadeAgain(String call, Trick.Kind kind) {
        bench.graph.at(call, Trick.of(kind));
        var outgoing = bench.acceptReplyWithFiles();

        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
        assertThat(mailbox.in("sentitems").getFirst().files()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"create, HANG", "create, DO_AND_HANG", "send, HANG", "send, DO_AND_HANG"})
    void aKilledRunIsTakenUpByTheNext(String call, Trick.Kind kind) throws InterruptedException {
        bench.graph.at(call, Trick.of(kind));
        var outgoing = bench.accept();
        var killed = bench.runUntilKilled(outgoing);

        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
        bench.graph.close();
        killed.join();
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.SENT);
        assertThat(bench.told()).containsExactly(EventType.OUTGOING_SENT);
    }

    @Test
    void aRunThatHungAndComesBackSendsNothing() throws InterruptedException {
        mailbox.showsSentAfter(Duration.ofSeconds(30));
        bench.graph.at("create", Trick.of(Trick.Kind.LATE));
        bench.graph.at("send", Trick.of(Trick.Kind.DO_AND_DENY));
        var outgoing = bench.accept();
        var hung = bench.runUntilKilled(outgoing);
        while (mailbox.accepted().isEmpty() && bench.run(outgoing) instanceof Next.Again(var at)) {
            bench.clock.atLeast(at);
        }

        bench.graph.late.countDown();
        hung.join();
        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "30, false", "30, true"})
    void aSentCopyThatShowsLateIsWaitedFor(int seconds, boolean changedId) {
        mailbox.showsSentAfter(Duration.ofSeconds(seconds));
        if (changedId) {
            mailbox.changesIdWhenSent();
        }
        bench.graph.at("send", Trick.of(Trick.Kind.DO_AND_DENY));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
    }

    @Test
    void whatLeavesNoTraceIsInDoubtAndNotSentAgain() {
        mailbox.showsSentAfter(Duration.ofDays(1));
        bench.graph.at("send", Trick.of(Trick.Kind.DO_AND_DENY));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertThat(mailbox.accepted()).hasSize(1);
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.IN_DOUBT);
        assertThat(bench.told()).containsExactly(EventType.OUTGOING_IN_DOUBT);
    }

    @Test
    void aSendThatFailsForEverEndsInDoubt() {
        for (var failures = 0; failures < 10; failures++) {
            bench.graph.at("send", Trick.of(Trick.Kind.REFUSE));
        }
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertThat(mailbox.accepted()).isEmpty();
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.IN_DOUBT);
    }

    @ParameterizedTest
    @CsvSource({"create", "send"})
    void retryAfterIsObeyed(String call) {
        bench.graph.at(call, Trick.refuse(429, "ApplicationThrottled", Map.of("Retry-After", "7")));
        var outgoing = bench.accept();

        assertThat(bench.run(outgoing))
                .isEqualTo(new Next.Again(bench.clock.instant().plusSeconds(7)));
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.QUEUED);
        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
    }

    @ParameterizedTest
    @CsvSource({"create", "send"})
    void aRejectedTokenIsRenewedOnce(String call) {
        bench.graph.at(call, Trick.refuse(401, "InvalidAuthenticationToken", Map.of()));
        var outgoing = bench.accept();

        assertThat(bench.run(outgoing)).isEqualTo(new Next.Again(bench.clock.instant()));
        bench.runUntilDone(outgoing);

        assertLeftOnce(outgoing);
    }

    @ParameterizedTest
    @CsvSource({"create, 400, ErrorInvalidRecipients", "send, 403, ErrorSendAsDenied"})
    void whatMicrosoftRefusesFailsAndLeavesNoDraft(String call, int status, String code) {
        bench.graph.at(call, Trick.refuse(status, code, Map.of()));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        var failed = bench.now(outgoing);
        assertThat(failed.status()).isEqualTo(OutgoingStatus.FAILED);
        assertThat(String.valueOf(failed.trouble())).contains(code);
        assertThat(mailbox.accepted()).isEmpty();
        assertThat(mailbox.in("drafts")).isEmpty();
        assertThat(bench.told()).containsExactly(EventType.OUTGOING_FAILED);
    }

    @Test
    void aDraftThatSomebodyDeletedIsNotMadeAgain() {
        bench.graph.at("send", Trick.refuse(429, "ApplicationThrottled", Map.of()));
        var outgoing = bench.accept();
        bench.run(outgoing);
        mailbox.in("drafts").forEach(draft -> mailbox.delete(draft.id()));

        bench.runUntilDone(outgoing);

        assertThat(bench.now(outgoing).trouble()).isEqualTo(Trouble.of(Trouble.Why.DRAFT_GONE));
        assertThat(mailbox.accepted()).isEmpty();
    }

    @Test
    void whatIsCancelledWhileItsDraftIsMadeNeverLeaves() throws InterruptedException {
        bench.graph.at("create", Trick.of(Trick.Kind.DO_AND_HANG));
        var outgoing = bench.accept();
        bench.runUntilKilled(outgoing);

        assertThat(bench.cancel(outgoing)).isTrue();
        bench.runUntilDone(outgoing);

        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.CANCELLED);
        assertThat(mailbox.accepted()).isEmpty();
        assertThat(mailbox.in("drafts")).isEmpty();
    }

    @Test
    void whatHasLeftCannotBeCancelled() {
        var outgoing = bench.accept();
        bench.runUntilDone(outgoing);

        assertThat(bench.cancel(outgoing)).isFalse();
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.SENT);
    }

    private void assertLeftOnce(Outgoing outgoing) {
        assertThat(mailbox.accepted()).isEqualTo(List.of(outgoing.marker()));
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.SENT);
        assertThat(mailbox.in("drafts")).isEmpty();
    }
}
