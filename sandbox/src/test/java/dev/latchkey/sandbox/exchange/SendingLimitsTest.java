package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendingLimitsTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String COLLEAGUE = "alex@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void theTenantsLimitGrowsWithItsLicences() {
        var limits = new int[][] {
            {1, 10_000}, {2, 10_312}, {10, 12_006}, {25, 14_259}, {100, 22_059}, {1_000, 72_446}, {100_000, 1_590_639}
        };
        for (var limit : limits) {
            assertThat(SendingLimits.externalRecipients(limit[0])).isEqualTo(limit[1]);
        }
        assertThat(enforcement()).isEqualTo("0 of 10579");
    }

    @Test
    void aMailboxThatHasReachedItsRecipientsOfTheDayIsRefusedUntilTheyAreADayOld() {
        change("users/" + ADELE, "{\"recipientsADay\": 1}");
        assertThat(send(ALEX, "First").status()).isEqualTo(202);

        var refused = send(ALEX, "Second");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("ErrorSubmissionQuotaExceeded");
        assertThat(adele().get("/me/mailFolders/sentitems/messages").value()).hasSize(1);
        microsoft.sandbox().clock().move(Duration.ofHours(24));
        assertThat(send(ALEX, "Third").status()).isEqualTo(202);
    }

    @Test
    void itHearsByAReportWhereTheTenantSaysSo() {
        change("users/" + ADELE, "{\"recipientsADay\": 0}");
        change("tenants/adventure-works.example", "{\"quotaReply\": \"REPORT\"}");

        assertThat(send(ALEX, "Too many").status()).isEqualTo(202);

        assertThat(report("Too many")).contains("Status: 5.2.2", "Diagnostic-Code: smtp;550 5.2.2 Submission quota");
        assertThat(MailApp.of(microsoft.sandbox(), ALEX)
                        .get("/me/mailFolders/inbox/messages?$filter=subject%20eq%20'Too%20many'")
                        .value())
                .isEmpty();
    }

    @Test
    void recipientsOutsideTheTenantAreCountedForAllOfIt() {
        change("tenants/adventure-works.example", "{\"externalRecipientsADay\": 1}");
        send(COLLEAGUE, "Inside");
        assertThat(enforcement()).isEqualTo("0 of 1");
        MailApp.of(microsoft.sandbox(), COLLEAGUE).sendMail(ALEX, "From a colleague", "");
        assertThat(enforcement()).isEqualTo("1 of 1");

        var mixed = adele().post("/me/sendMail", """
                {"message": {"subject": "Mixed", "toRecipients": [{"emailAddress": {"address": "%s"}},
                 {"emailAddress": {"address": "%s"}}]}}""".formatted(ALEX, COLLEAGUE));

        assertThat(mixed.status()).isEqualTo(202);
        assertThat(MailApp.of(microsoft.sandbox(), COLLEAGUE)
                        .find("inbox", "Mixed")
                        .path("subject")
                        .asString())
                .isEqualTo("Mixed");
        assertThat(report("Mixed"))
                .contains("Final-Recipient: rfc822;" + ALEX, "Status: 5.7.233")
                .contains("550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit")
                .doesNotContain("Final-Recipient: rfc822;" + COLLEAGUE);
    }

    @Test
    void aTrialTenantHasALimitAndAReportOfItsOwn() {
        change("tenants/adventure-works.example", "{\"trial\": true}");
        assertThat(enforcement()).isEqualTo("0 of 5000");
        change("tenants/adventure-works.example", "{\"externalRecipientsADay\": 0}");

        send(ALEX, "On trial");

        assertThat(report("On trial")).contains("Status: 5.7.232", "your trial tenant has exceeded its daily limit");
    }

    @Test
    void aMailIsNoLargerThanTheTenantAllows() {
        change("tenants/adventure-works.example", "{\"largestMail\": 2000}");
        assertThat(send(ALEX, "Small").status()).isEqualTo(202);

        var refused = adele().sendMail(ALEX, "Large", "x".repeat(2_000));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("ErrorMessageSizeExceeded");
    }

    @Test
    void aMailHasNoMoreThanFiveHundredRecipients() {
        assertThat(sendToMany(500).status()).isEqualTo(202);

        var refused = sendToMany(501);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("ErrorExceededMaxRecipientLimitBlock");
        assertThat(adele().get("/me/mailFolders/sentitems/messages").value()).hasSize(1);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        for (var wrong :
                new String[] {"{\"largestMail\": 157286401}", "{\"largestMail\": 0}", "{\"externalRecipientsADay\": -1}"
                }) {
            assertThat(patch("tenants/adventure-works.example", wrong))
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(patch("users/" + ADELE, "{\"recipientsADay\": -1}")).isEqualTo(400);
        assertThat(adele().get(microsoft.sandbox().address() + "/_sandbox/tenants/nowhere.example/limits")
                        .status())
                .isEqualTo(404);
    }

    private static MailApp.Reply send(String to, String subject) {
        return adele().sendMail(to, subject, "Hello");
    }

    private static MailApp.Reply sendToMany(int recipients) {
        var people = IntStream.range(0, recipients)
                .mapToObj("{\"emailAddress\": {\"address\": \"p%d@example.org\"}}"::formatted)
                .collect(Collectors.joining(","));
        return adele().post(
                        "/me/sendMail", "{\"message\": {\"subject\": \"Many\", \"bccRecipients\": [" + people + "]}}");
    }

    private static String report(String subject) {
        var report = adele().find("inbox", "Undeliverable: " + subject);
        return adele().get("/me/messages/" + report.path("id").asString() + "/$value")
                .text();
    }

    private static String enforcement() {
        var external = adele().get(microsoft.sandbox().address() + "/_sandbox/tenants/adventure-works.example/limits")
                .json()
                .path("externalRecipients");
        return external.path("observedValue").asInt() + " of "
                + external.path("threshold").asInt();
    }

    private static void change(String path, String settings) {
        assertThat(patch(path, settings)).isEqualTo(200);
    }

    private static int patch(String path, String settings) {
        return adele().patch(microsoft.sandbox().address() + "/_sandbox/" + path, settings)
                .status();
    }

    private static MailApp adele() {
        return MailApp.of(microsoft.sandbox(), ADELE);
    }
}
