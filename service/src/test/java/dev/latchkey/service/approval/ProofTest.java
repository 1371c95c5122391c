package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose connected mailbox proves something for the others who wait, and whose does not. */
class ProofTest {

    private final DemoWorld world = DemoWorld.shared();
    private long granted;

    @BeforeEach
    void nothingIsKnown() {
        Stopped.nothingIsKnown();
        granted = grantedEvents();
    }

    @AfterEach
    void asItWas() {
        Stopped.forget();
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"NO_USER_CONSENT\"}");
    }

    @Test
    void whoGetsInWithoutBeingAskedProvesThatSomebodyGrantedIt() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        Stopped.signIn(new Visitor(), Stopped.toMicrosoft(new Visitor(), Stopped.page()))
                .press("Accept");

        assertThat(member.triesAgain().address().getPath()).startsWith("/mailboxes/");

        assertThat(Stopped.consent()).isEqualTo("granted");
        assertThat(grantedEvents()).isEqualTo(granted + 1);
    }

    @Test
    void whoConsentsThemselvesProvesNothingForTheOthers() {
        var other = Stopped.at("alex@fabrikam.example", "send_and_read");
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");

        var connected = world.consentIfAsked(member.triesAgain()).sendForm();

        assertThat(connected.address().getPath()).startsWith("/mailboxes/");
        assertThat(Stopped.consent()).isEqualTo("reported");
        assertThat(grantedEvents()).isEqualTo(granted);
        assertThat(other.waiting().text()).contains("It looks approved").doesNotContain("have approved");
    }

    @Test
    void whoWasStoppedByAPolicyProvesNothingOfConsent() {
        var other = Stopped.by("CANNOT_ACCESS", "alex@fabrikam.example");
        var member = Stopped.by("CANNOT_ACCESS", "adele@fabrikam.example");
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");

        world.consentIfAsked(member.triesAgain()).sendForm();

        assertThat(Stopped.consent()).isEqualTo("blocked");
        assertThat(other.waiting().text())
                .contains("A rule of your company stopped you")
                .doesNotContain("approved");
    }

    @Test
    void whoIsStoppedAgainSaysByWhat() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        sql("""
                update tenants set consent = 'granted', proved_at = now(), granted_scopes = '{User.Read,Mail.Send,Mail.ReadWrite}'
                where domain = 'fabrikam.example'
                """);
        assertThat(member.waiting().text()).contains("Approved", "Microsoft stopped me again");

        assertThat(member.waiting().choose("CANNOT_ACCESS").text()).contains("A rule of your company stopped you");
        assertThat(Stopped.consent()).isEqualTo("granted");

        assertThat(member.waiting().choose("NEED_ADMIN_APPROVAL").text()).contains("An administrator has to approve");
        assertThat(Stopped.consent()).isEqualTo("granted");
    }

    /** An administrator of their own mailbox, whom Microsoft never refused: they consent for themselves, and say that they were stopped. */
    @Test
    void whoWasNeverRefusedByMicrosoftProvesNothing() {
        var other = Stopped.at("alex@fabrikam.example", "send_and_read");
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");
        world.connect("adele@fabrikam.example");
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"NO_USER_CONSENT\"}");

        var again = world.ownerElsewhere();
        again.open(world.service().at("/settings/email"))
                .pressAndStop("Connect Microsoft 365", Map.of("expected_address", "adele@fabrikam.example"));
        again.open(world.service().at("/settings/email")).follow("What now?").choose("NEED_ADMIN_APPROVAL");

        assertThat(Stopped.consent()).isNotEqualTo("granted");
        assertThat(grantedEvents()).isEqualTo(granted);
        assertThat(other.waiting().text()).doesNotContain("have approved");
    }

    @Test
    void whoIsConnectedByAnotherLinkWaitsOnNone() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");

        world.connect("adele@fabrikam.example");

        assertThat(member.waiting().text()).contains("This mailbox is connected");
    }

    @Test
    void thePageIsLoadedAnewWhenSomethingHasChangedAndOnlyThen() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        var page = member.waiting();
        var news = page.address().resolve(page.page().select("[hx-get*=news]").attr("hx-get"));

        assertThat(page.fetch(news, Map.of()).statusCode()).isEqualTo(204);

        sql("update tenants set consent = 'reported', reported_at = now() where domain = 'fabrikam.example'");
        assertThat(page.fetch(news, Map.of()).headers().firstValue("HX-Refresh"))
                .contains("true");
    }

    /** What is granted for sending and reading says nothing of those who want to read only, and the other way round. */
    @Test
    void aSecondApprovalForMoreReachesThoseWhoWaitForIt() {
        var reader = Stopped.at("adele@fabrikam.example", "read");
        Stopped.signIn(new Visitor(), Stopped.toMicrosoft(new Visitor(), Stopped.page()))
                .press("Accept");
        assertThat(reader.triesAgain().address().getPath()).startsWith("/mailboxes/");
        assertThat(Stopped.consent()).isEqualTo("granted");

        var both = Stopped.at("alex@fabrikam.example", "send_and_read");
        assertThat(Stopped.consent()).isEqualTo("partial");
        assertThat(both.waiting().text()).contains("An administrator has to approve");
        assertThat(new Visitor().open(Stopped.page()).text()).contains("Still missing", "Mail.Send");

        administratorApproves();
        assertThat(Stopped.consent()).isEqualTo("reported");
        assertThat(both.waiting().text()).contains("It looks approved");
        assertThat(both.triesAgain().address().getPath()).startsWith("/mailboxes/");

        assertThat(Stopped.consent()).isEqualTo("granted");
        assertThat(grantedEvents()).isEqualTo(granted + 2);
    }

    /** However the tenant came to be granted while somebody wants more. */
    @Test
    void whoWantsMoreThanIsGrantedIsToldOnceThatItIsReported() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        sql("""
                update tenants set consent = 'granted', proved_at = now(), granted_scopes = '{User.Read,Mail.Send}'
                where domain = 'fabrikam.example'
                """);
        sql("delete from notices");

        administratorApproves();
        assertThat(Stopped.consent()).isEqualTo("reported");
        assertThat(member.waiting().text()).contains("It looks approved");
        administratorApproves();

        assertThat(count("notices where occasion = 'approval-arrived'")).isEqualTo(1);
    }

    /** A report says nothing new where nobody waits for it. */
    @Test
    void whatIsProvedIsNotTalkedDown() {
        Stopped.at("adele@fabrikam.example", "send_and_read");
        sql("""
                update tenants set consent = 'granted', proved_at = now(),
                    granted_scopes = '{User.Read,Mail.Send,Mail.ReadWrite}' where domain = 'fabrikam.example'
                """);

        administratorApproves();

        assertThat(Stopped.consent()).isEqualTo("granted");
    }

    /** The address that waits is a sign-in name, and the mailbox has another one. */
    @Test
    void whoSignsInByAnotherNameThanTheirMailboxHasProvesItAllTheSame() {
        world.microsoft().changeUser("adele@fabrikam.example", "{\"mail\": \"adele.vance@fabrikam.example\"}");
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        Stopped.signIn(new Visitor(), Stopped.toMicrosoft(new Visitor(), Stopped.page()))
                .press("Accept");

        var connected = member.triesAgain();
        world.microsoft().changeUser("adele@fabrikam.example", "{\"mail\": null}");

        assertThat(connected.text()).contains("adele.vance@fabrikam.example");
        assertThat(Stopped.consent()).isEqualTo("granted");
        assertThat(Stopped.tenant().path("waiting")).isEmpty();
    }

    /** A member of an unknown tenant signs in under an address of a known one. */
    @Test
    void anAddressMovesNoTenant() {
        Stopped.at("adele@fabrikam.example", "send_and_read");
        var tenant = Stopped.tenant().path("tenant_id").asString();
        sql("update tenants set tenant_id = '77777777-0000-4000-8000-000000000001' where domain = 'fabrikam.example'");

        world.microsoft().changeTenant("fabrikam.example", "{\"userConsent\": \"ALL_APPS\"}");
        world.connect("alex@fabrikam.example");

        assertThat(Stopped.tenant().path("tenant_id").asString()).isEqualTo("77777777-0000-4000-8000-000000000001");
        sql("update tenants set tenant_id = '" + tenant + "' where domain = 'fabrikam.example'");
    }

    private static void administratorApproves() {
        new Visitor()
                .open(Stopped.page())
                .follow("Grant admin consent for fabrikam.example")
                .press("Next", Map.of("address", "admin@fabrikam.example"))
                .press("Sign in", Map.of("password", "any"))
                .press("Accept");
    }

    private long grantedEvents() {
        return count("events where type = 'tenant.consent_granted'");
    }

    private long count(String rows) {
        var service = world.service();
        return service.bean(Transactions.class)
                .in(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class)
                                .sql("select count(*) from " + rows)
                                .query(Long.class)
                                .single());
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
