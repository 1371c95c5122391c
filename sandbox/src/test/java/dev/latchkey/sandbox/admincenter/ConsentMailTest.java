package dev.latchkey.sandbox.admincenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which mail of the approval workflow. */
class ConsentMailTest {

    private static final String REQUESTS = "/entra/contoso.example/requests";
    private static final String ADMIN = "admin@contoso.example: Review the admin consent request for Enginy AI";
    private static final String ALEX = "alex@contoso.example: ";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser admin;

    @BeforeEach
    void anAdministrator() {
        admin = new Browser(microsoft.sandbox().address());
        admin.signIn(admin.open("/entra/"), "admin@contoso.example");
    }

    private static void alexAsks() {
        var alex = new Browser(microsoft.sandbox().address());
        var authorize = "/common/oauth2/v2.0/authorize?"
                + Browser.encode(Map.of(
                        "client_id", Directory.CLIENT_ID,
                        "response_type", "code",
                        "redirect_uri", "http://localhost:9999/callback",
                        "scope", "openid User.Read Mail.Read"));
        var page = alex.signIn(alex.open(authorize), "alex@contoso.example");
        alex.submit(page, Map.of("reason", "Required for CRM integration"));
    }

    private static List<String> mails() {
        return microsoft.sandbox().ledger().after(0, 100).stream()
                .filter(entry -> entry.kind().equals("mail.delivered"))
                .map(Ledger.Entry::facts)
                .map(facts -> facts.get("mailbox") + ": " + facts.get("subject"))
                .toList();
    }

    @Test
    void administratorsAreAskedAndTheRequesterHearsOfTheApproval() {
        alexAsks();
        assertThat(mails()).containsExactly(ADMIN);

        var approve = Pattern.compile("href=\"([^\"]*/approve)\"")
                .matcher(admin.open(REQUESTS).html());
        assertThat(approve.find()).isTrue();
        admin.submit(admin.open(approve.group(1)), Map.of("answer", "accept"));

        assertThat(mails()).containsExactly(ADMIN, ALEX + "Your request for Enginy AI was approved");
    }

    @Test
    void chosenReviewersAreAskedInsteadAndTheRequesterHearsOfADenial() {
        var directory = microsoft.sandbox().directory();
        directory.change(
                directory.tenant("contoso.example").orElseThrow(),
                Map.of("reviewers", List.of("adele@contoso.example")));
        alexAsks();
        admin.submit(admin.open(REQUESTS), Map.of());

        assertThat(mails())
                .containsExactly(
                        "adele@contoso.example: Review the admin consent request for Enginy AI",
                        ALEX + "Your request for Enginy AI was denied");
    }

    @Test
    void aRequestExpiresWhenTheTenantSaysSo() throws Exception {
        alexAsks();
        move("P29D");
        assertThat(mails()).hasSize(1);

        move("P2D");

        assertThat(mails()).containsExactly(ADMIN, ALEX + "Your request for Enginy AI has expired");
    }

    private static void move(String by) throws Exception {
        var request = HttpRequest.newBuilder(microsoft.sandbox().address().resolve("/_sandbox/clock"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"move\":\"" + by + "\"}"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
