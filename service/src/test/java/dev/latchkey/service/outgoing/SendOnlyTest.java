package dev.latchkey.service.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.AccessLevel;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nothing can be looked up, there is one call and no second. */
class SendOnlyTest {

    private final Bench bench = new Bench(AccessLevel.SEND);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMailLeavesInOneCall() {
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertThat(bench.graph.calls()).containsExactly("sendMail");
        assertThat(bench.graph.mailbox.accepted()).containsExactly(outgoing.marker());
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.SENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trick.Kind.class,
            names = {"REFUSE", "DO_AND_DENY", "DROP", "DO_AND_DROP"})
    void anUnknownOutcomeStaysInDoubt(Trick.Kind kind) {
        bench.graph.at("sendMail", Trick.of(kind));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertThat(bench.graph.calls()).containsExactly("sendMail");
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.IN_DOUBT);
        assertThat(bench.told()).containsExactly(EventType.OUTGOING_IN_DOUBT);
    }

    @Test
    void afterAKillItIsInDoubt() throws InterruptedException {
        bench.graph.at("sendMail", Trick.of(Trick.Kind.DO_AND_HANG));
        var outgoing = bench.accept();
        bench.runUntilKilled(outgoing);

        bench.runUntilDone(outgoing);

        assertThat(bench.graph.calls()).containsExactly("sendMail");
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.IN_DOUBT);
    }

    @Test
    void throttlingIsNoDoubt() {
        bench.graph.at("sendMail", Trick.refuse(429, "ApplicationThrottled", Map.of("Retry-After", "2")));
        var outgoing = bench.accept();

        bench.runUntilDone(outgoing);

        assertThat(bench.graph.mailbox.accepted()).containsExactly(outgoing.marker());
        assertThat(bench.now(outgoing).status()).isEqualTo(OutgoingStatus.SENT);
    }
}
