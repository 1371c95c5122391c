package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.jobs.Jobs;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What people are told by mail, as it arrives with them: fabrikam.example, where nobody may consent. */
class NoticesTest {

    private static final String ADELE = "adele@fabrikam.example";
    private static final String ADMIN = "admin@fabrikam.example";
    private static final Pattern ADDRESS = Pattern.compile("http://localhost\\S+");

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final Visitor member = world.ownerElsewhere();
    private final List<String> before = new ArrayList<>();

    @BeforeEach
    void whatCameBeforeIsNotMeant() {
        asItWas();
        before.addAll(mails(ADELE, ""));
        before.addAll(mails(ADMIN, ""));
    }

    @AfterEach
    void asItWas() {
        world.forgetMailboxes(ADELE);
        world.microsoft().revokeGrants("fabrikam.example");
        transactions.run(world.workspace(), () -> {
            sql.sql("delete from notices").update();
            sql.sql("delete from tenants where domain = 'fabrikam.example'").update();
        });
    }

    @Test
    void whoWaitsIsToldWhenTheAdministratorHasApproved() {
        stopped();
        var administrator = new Visitor().open(approvalPage()).follow("Grant admin consent for fabrikam.example");
        signIn(administrator, ADMIN).press("Accept");

        // a browser brought it back, which anybody can make up
        var mail = arrived(ADELE, "It looks as if Enginy is approved");
        assertThat(mail).contains("try now").doesNotContain("has approved");
        assertThat(member.open(addressIn(mail)).text()).contains("It looks approved");
        assertThat(mail).contains("Auto-Submitted: auto-generated", "From: Enginy <no-reply@enginy.example>");
    }

    @Test
    void anAttemptOfWhichNothingIsHeardIsAskedForOnce() {
        world.atMicrosoft(member, ADELE);
        member.open(world.service().at("/settings/email")).follow("What now?").press("Connect Microsoft 365");
        assertThat(waiting("attempt-silent")).isEqualTo(1);

        due("attempt-silent", ADELE);

        var mail = arrived(ADELE, "Did it work? Your mailbox and Enginy");
        assertThat(member.open(addressIn(mail)).text()).contains("What did Microsoft show?");
    }

    @Test
    void whoHasAnsweredMeanwhileIsNotAsked() {
        stopped();
        due("attempt-silent", ADELE);

        WatchedMailbox.eventually(() -> count("attempt-silent") == 0);
        assertThat(mails(ADELE, "Did it work?")).isEmpty();
    }

    @Test
    void aGrantMadeOnlyInThePortalReachesWhoeverKeptThePageOpen() {
        stopped();
        assertThat(member.press("Check now").sendForm().text()).contains("Not yet", "An administrator has to approve");

        grantInThePortal();
        member.press("Check now").sendForm();

        assertThat(member.address().getPath()).startsWith("/mailboxes/");
    }

    @Test
    void aGrantMadeOnlyInThePortalReachesWhoeverClosedThePageByAReminder() {
        stopped();
        assertThat(waiting("still-waiting")).isEqualTo(5);
        grantInThePortal();
        due("still-waiting", ADELE);

        var mail = arrived(ADELE, "Still waiting: your mailbox and Enginy");
        member.open(addressIn(mail)).press("Check now").sendForm();
        assertThat(member.address().getPath()).startsWith("/mailboxes/");
    }

    @Test
    void userConsentSwitchedOnReachesWhoeverTriesAgain() {
        stopped();
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");
        try {
            assertThat(member.press("Check now").sendForm().text()).contains("press \"Try again\"");
            world.consentIfAsked(world.triesAgain(member, "Try again")).sendForm();
            assertThat(member.address().getPath()).startsWith("/mailboxes/");
        } finally {
            world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"NO_USER_CONSENT\"}");
        }
    }

    @Test
    void aMemberMailsTheirAdministratorAndNobodyElse() {
        stopped();
        assertThat(ask("admin@contoso.example")).contains("Enter an address that ends in @fabrikam.example");
        assertThat(ask("not an address")).contains("Enter an address that ends in @fabrikam.example");
        assertThat(count("ask-administrator")).isZero();

        assertThat(ask(ADMIN)).contains("The mail is on its way");
        var mail = arrived(ADMIN, "Your colleagues ask you to approve Enginy AI for Enginy");
        assertThat(mail).contains(ADELE);
        assertThat(new Visitor().open(addressIn(mail)).text()).contains("Solution A");

        ask("it@fabrikam.example");
        ask("boss@fabrikam.example");
        assertThat(ask("another@fabrikam.example")).contains("No more mails can be sent today");
    }

    private String ask(String administrator) {
        return member.press("Mail it", Map.of("administrator", administrator)).text();
    }

    private void stopped() {
        world.atMicrosoft(member, ADELE);
        member.open(world.service().at("/settings/email")).follow("What now?").choose("NEED_ADMIN_APPROVAL");
        WatchedMailbox.eventually(() -> !tenant().path("tenant_id").isMissingNode());
    }

    /** The application is known there once somebody has consented to any of it; the portal grants all of it. */
    private void grantInThePortal() {
        var entra = world.service().bean(Entra.class);
        var elsewhere = URI.create("http://localhost:8080/connect/callback/127.0.0.1");
        var administrator =
                new Visitor().open(entra.adminConsentUrl("fabrikam.example", Set.of("User.Read"), elsewhere, "s"));
        signIn(administrator, ADMIN).pressAndStop("Accept", Map.of());
        var application = world.sandbox()
                .address()
                .resolve("/entra/fabrikam.example/applications/11111111-aaaa-4bbb-8ccc-222222222222/permissions");
        administrator.open(application).follow("Grant admin consent for").press("Accept");
    }

    private static Visitor signIn(Visitor visitor, String address) {
        return visitor.press("Next", Map.of("address", address)).press("Sign in", Map.of("password", "any"));
    }

    private URI approvalPage() {
        var answer = api.post("/v1/tenants/" + tenant().path("id").asString() + "/approval-link", "{}");
        return URI.create(answer.json().path("url").asString());
    }

    private JsonNode tenant() {
        for (var tenant : api.get("/v1/tenants").json().path("data")) {
            if (tenant.path("domain").asString().equals("fabrikam.example")) {
                return tenant;
            }
        }
        throw new AssertionError("the tenant is not known");
    }

    /** As if its time had come. */
    private void due(String occasion, String recipient) {
        transactions.run(world.workspace(), () -> {
            sql.sql("update notices set due_at = now() where occasion = :occasion")
                    .param("occasion", occasion)
                    .update();
            world.service().bean(Jobs.class).now("mail-notices", world.workspace(), occasion + " " + recipient);
        });
    }

    private long count(String occasion) {
        return transactions.in(
                world.workspace(),
                () -> sql.sql("select count(*) from notices where occasion = :occasion")
                        .param("occasion", occasion)
                        .query(Long.class)
                        .single());
    }

    private long waiting(String occasion) {
        return transactions.in(
                world.workspace(),
                () -> sql.sql("select count(*) from notices where occasion = :occasion and sent_at is null")
                        .param("occasion", occasion)
                        .query(Long.class)
                        .single());
    }

    /** The newest mail of that subject, whole, once it is there. */
    private String arrived(String address, String subject) {
        WatchedMailbox.eventually(() -> !mails(address, subject).isEmpty());
        return mails(address, subject).getFirst();
    }

    private List<String> mails(String address, String subject) {
        var box = world.sandbox().exchange().mailboxes().byAddress(address).orElseThrow();
        return box
                .lists()
                .page(Range.newestOf(WellKnownFolder.INBOX.number()), message -> true, null, 50)
                .messages()
                .stream()
                .filter(message -> message.envelope().subject().startsWith(subject))
                .map(message -> whole(box.mime(message)))
                .filter(mail -> !before.contains(mail))
                .toList();
    }

    private static String whole(byte[] mime) {
        var mail = MimeReader.read(mime);
        var headers = new StringBuilder();
        mail.headers()
                .forEach(header -> headers.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append('\n'));
        return headers + "\n" + mail.body().content();
    }

    private static URI addressIn(String mail) {
        var found = ADDRESS.matcher(mail);
        assertThat(found.find()).as(mail).isTrue();
        return URI.create(found.group());
    }
}
