package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.junit.SandboxExtension;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much one mailbox may submit: in a minute, at once, in a mail and in a day. */
class SubmissionLimitsTest {

    private static final String ADELE = Submitter.ADELE;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final Submitter adele = new Submitter(microsoft.sandbox());

    @Test
    void thirtyMailsAMinuteAreEnough() throws Exception {
        var token = adele.token();
        // what the other tests sent is longer ago
        microsoft.sandbox().clock().move(Duration.ofMinutes(1));
        for (var number = 0; number < 30; number++) {
            adele.submit(token, ADELE, "alex@contoso.example");
        }

        assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("432 4.3.2");
        microsoft.sandbox().clock().move(Duration.ofMinutes(1));
        adele.submit(token, ADELE, "alex@contoso.example");
    }

    @Test
    void mailThatIsRefusedIsNotCounted() throws Exception {
        var token = adele.token();
        microsoft.sandbox().clock().move(Duration.ofMinutes(1));
        adele.set("tenants/adventure-works.example", "{\"largestMail\": 100}");
        for (var number = 0; number < 31; number++) {
            assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@contoso.example"))
                    .hasStackTraceContaining("552 5.3.4");
        }

        adele.set("tenants/adventure-works.example", "{\"largestMail\": 36700160}");
        adele.submit(token, ADELE, "alex@contoso.example");
    }

    @Test
    void aResetHangsUpAndForgetsWhatWasSent() throws Exception {
        var token = adele.token();
        var before = adele.connected(token);
        for (var number = 0; number < 30; number++) {
            adele.submit(token, ADELE, "alex@contoso.example");
        }

        microsoft.client().reset();

        assertThat(before.isConnected()).isFalse();
        adele.submit(adele.token(), ADELE, "alex@contoso.example");
    }

    @Test
    void aFourthConnectionOfOneMailboxIsRefused() throws Exception {
        var token = adele.token();
        var open = new ArrayList<Transport>();
        for (var number = 0; number < 3; number++) {
            open.add(adele.connected(token));
        }

        assertThatThrownBy(() -> adele.connected(token))
                .hasMessageContaining("432 4.3.2 Concurrent connections limit exceeded");
        open.getFirst().close();
        adele.connected(token).close();
        for (var transport : open) {
            transport.close();
        }
    }

    @Test
    void moreThanFiveHundredRecipientsAreTooMany() {
        var recipients = IntStream.range(0, 501)
                .mapToObj(number -> "customer" + number + "@elsewhere.example")
                .toArray(String[]::new);

        assertThatThrownBy(() -> adele.submit(adele.token(), ADELE, recipients))
                .hasStackTraceContaining("452 4.5.3 Too many recipients");
    }

    @Test
    void whatIsTooMuchForTheMailboxOrTheTenantIsRefused() throws Exception {
        var token = adele.token();
        adele.set("users/" + ADELE, "{\"recipientsADay\": 2}");
        adele.submit(token, ADELE, "alex@contoso.example", "alex@adventure-works.example");
        assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("550 5.2.2 Submission quota exceeded");
        adele.set("users/" + ADELE, "{\"recipientsADay\": null}");

        adele.set("tenants/adventure-works.example", "{\"externalRecipientsADay\": 1}");
        adele.submit(token, ADELE, "alex@adventure-works.example");
        assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@contoso.example"))
                .hasStackTraceContaining(
                        "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit");

        adele.set("tenants/adventure-works.example", "{\"largestMail\": 100}");
        assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@adventure-works.example"))
                .hasStackTraceContaining("552 5.3.4 Message size exceeds fixed maximum message size");
    }
}
