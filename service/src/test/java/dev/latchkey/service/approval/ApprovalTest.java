package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** fabrikam.example: users may not consent, and there is no way to ask on Microsoft's page. */
class ApprovalTest {

    private static final String ADELE = "adele@fabrikam.example";
    private static final String ALEX = "alex@fabrikam.example";
    private static final String ADELE_AT_CONTOSO = "adele@contoso.example";

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Visitor member = world.ownerElsewhere();

    @AfterEach
    void asItWas() {
        for (var address : new String[] {ADELE, ALEX, ADELE_AT_CONTOSO}) {
            mailbox(address).ifPresent(id -> api.delete("/v1/mailboxes/" + id));
        }
        world.microsoft().revokeGrants("fabrikam.example");
        world.microsoft().revokeGrants("contoso.example");
        Stopped.nothingIsKnown();
    }

    @Test
    void aMemberIsStoppedTheirAdministratorApprovesAndTheyGoOn() {
        stopped(member, ADELE);
        assertThat(member.text()).contains("An administrator has to approve", "fabrikam.example", "Try again");
        assertThat(tenant().path("consent").asString()).isEqualTo("needed");

        var administrator = new Visitor();
        administrator.open(approvalPage());
        assertThat(administrator.text())
                .contains(
                        "Solution A",
                        "Solution B",
                        "Mail.ReadWrite",
                        "024d486e-b451-40bb-833d-3e66d98c5c73",
                        "a•••@fabrikam");
        grant(administrator, "admin@fabrikam.example");
        assertThat(administrator.text()).contains("reported", "Microsoft says that it is recorded");
        assertThat(tenant().path("consent").asString()).isEqualTo("reported");

        member.open(member.address());
        assertThat(member.text()).contains("It looks approved");
        world.triesAgain(member, "Go on");

        assertThat(member.address().getPath()).startsWith("/mailboxes/");
        var granted = tenant();
        assertThat(granted.path("consent").asString()).isEqualTo("granted");
        assertThat(granted.path("granted_scopes").toString()).contains("Mail.ReadWrite", "Mail.Send");
        assertThat(granted.path("waiting").toString()).doesNotContain(ADELE);
    }

    @Test
    void theOthersWhoWaitAreNamedWhenConsentIsProved() {
        var other = world.ownerElsewhere();
        stopped(other, ALEX);
        stopped(member, ADELE);
        grant(new Visitor().open(approvalPage()), "admin@fabrikam.example");

        world.triesAgain(member.open(member.address()), "Go on");

        var told = lastEvent("tenant.consent_granted");
        assertThat(told.path("data").path("waiting").toString()).contains("/connect/links/");
        other.open(other.address());
        assertThat(other.text()).contains("Approved", "Go on");
    }

    @Test
    void whatElseMicrosoftShowedIsExplained() {
        world.atMicrosoft(member, ADELE);
        member.open(world.service().at("/settings/email")).follow("What now?");

        member.press("Explain it", Map.of("text", """
                Sorry, but we're having trouble signing you in. AADSTS50105: Your administrator has configured the
                application to block users unless they are specifically granted access. Correlation Id:
                6d6f3c3e-8f0e-4c8e-9d1c-0a0a0a0a0a0a Timestamp: 2026-11-20T10:11:12Z"""));

        assertThat(member.text()).contains("What to do", "6d6f3c3e-8f0e-4c8e-9d1c-0a0a0a0a0a0a", "50105");
    }

    @Test
    void aMadeUpCallbackChangesNothing() {
        stopped(member, ADELE);
        var forger = new Visitor();
        forger.open(
                world.service()
                        .at(
                                "/approve/callback/127.0.0.1?admin_consent=True&tenant=00000000-0000-0000-0000-000000000000&state=made-up"));

        assertThat(forger.text()).contains("Recorded at Microsoft, checking");
        assertThat(tenant().path("consent").asString()).isEqualTo("needed");
    }

    @Test
    void anAdministratorWhoDeclinesIsToldThatNothingChanged() {
        stopped(member, ADELE);
        var administrator = new Visitor().open(approvalPage()).follow("Grant admin consent for fabrikam.example");
        signIn(administrator, "admin@fabrikam.example").press("Cancel");

        assertThat(administrator.text()).contains("Nothing has changed at Microsoft", "Back to the page");
        assertThat(tenant().path("consent").asString()).isEqualTo("needed");
    }

    @Test
    void aClosedPageOpensNothing() {
        stopped(member, ADELE);
        var page = approvalPage();
        assertThat(api.delete("/v1/tenants/" + tenant().path("id").asString() + "/approval-link")
                        .status())
                .isEqualTo(204);

        assertThat(new Visitor().open(page).status()).isEqualTo(410);
        assertThat(approvalPage()).isNotEqualTo(page);
    }

    /** contoso.example: Microsoft manages consent, so that people may let us send but not read. */
    @Test
    void whoMayOnlySendConnectsForSendingAndIsUpgradedWhenAGrantInThePortalIsFound() {
        world.atMicrosoft(member, ADELE_AT_CONTOSO)
                .press("Request approval", Map.of("reason", "Required for CRM integration"));
        member.open(world.service().at("/settings/email")).follow("What now?").choose("APPROVAL_REQUIRED");
        var link = member.address();

        member.press("Connect for sending now");
        world.consentIfAsked(member).sendForm();
        var id = mailbox(ADELE_AT_CONTOSO).orElseThrow();
        assertThat(access(id)).isEqualTo("send");
        assertThat(member.open(link).text()).contains("You can send from this mailbox already");

        grantInThePortal();
        probeNow();

        WatchedMailbox.eventually(() -> access(id).equals("send_and_read"));
        assertThat(lastEvent("mailbox.upgraded").path("data").path("mailbox_id").asString())
                .isEqualTo(id);
        assertThat(lastEvent("tenant.consent_granted")
                        .path("data")
                        .path("domain")
                        .asString())
                .isEqualTo("contoso.example");
        assertThat(member.open(link).text()).contains("This mailbox is connected");
    }

    private String access(String mailboxId) {
        return api.get("/v1/mailboxes/" + mailboxId).json().path("access").asString();
    }

    private void grantInThePortal() {
        var application = world.sandbox()
                .address()
                .resolve("/entra/contoso.example/applications/11111111-aaaa-4bbb-8ccc-222222222222");
        var administrator = new Visitor().open(application);
        signIn(administrator, "admin@contoso.example").open(application);
        administrator.follow("Permissions").follow("Grant admin consent for").press("Accept");
    }

    /** As if the pause before the next question were over. */
    private void probeNow() {
        var transactions = world.service().bean(Transactions.class);
        var sql = world.service().bean(JdbcClient.class);
        transactions.run(
                world.workspace(),
                () -> sql.sql("update consent_probes set due_at = now()").update());
    }

    /** Goes to Microsoft, meets "Need admin approval", and tells us so. */
    private void stopped(Visitor visitor, String address) {
        world.atMicrosoft(visitor, address);
        assertThat(visitor.text()).contains("Need admin approval");
        visitor.open(world.service().at("/settings/email")).follow("What now?");
        visitor.choose("NEED_ADMIN_APPROVAL");
    }

    private void grant(Visitor administrator, String address) {
        administrator.follow("Grant admin consent for fabrikam.example");
        signIn(administrator, address).press("Accept");
    }

    private static Visitor signIn(Visitor visitor, String address) {
        return visitor.press("Next", Map.of("address", address)).press("Sign in", Map.of("password", "any"));
    }

    private URI approvalPage() {
        var answer = api.post("/v1/tenants/" + tenant().path("id").asString() + "/approval-link", "{}");
        return URI.create(answer.json().path("url").asString());
    }

    private JsonNode tenant() {
        WatchedMailbox.eventually(() -> !found().path("tenant_id").isMissingNode());
        return found();
    }

    private JsonNode found() {
        for (var tenant : api.get("/v1/tenants").json().path("data")) {
            if (tenant.path("domain").asString().equals("fabrikam.example")) {
                return tenant;
            }
        }
        throw new AssertionError("the tenant is not known");
    }

    private JsonNode lastEvent(String type) {
        @Nullable JsonNode last = null;
        for (var event :
                api.get("/v1/events?type=" + type + "&limit=200").json().path("data")) {
            last = event;
        }
        return Objects.requireNonNull(last);
    }

    private Optional<String> mailbox(String address) {
        for (var mailbox : api.get("/v1/mailboxes").json().path("data")) {
            if (mailbox.path("address").asString().equals(address)) {
                return Optional.of(mailbox.path("id").asString());
            }
        }
        return Optional.empty();
    }
}
