package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.connect.AskAdministrator.Asked;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Olive, of enginy.example, waits for approval; whom may she have written to? */
class AskAdministratorTest {

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final AskAdministrator administrators = world.service().bean(AskAdministrator.class);
    private final Visitor member = world.ownerElsewhere();

    @BeforeEach
    @AfterEach
    void nobodyHasAsked() {
        run("delete from notices");
    }

    @Test
    void ofAnAddressThatWasOnlyTypedNobodyIsWrittenTo() {
        var link = stopped("", "alex@contoso.example");
        assertThat(member.text())
                .contains("Tell your IT department", "We do not write to contoso.example for you")
                .doesNotContain("Mail it");
        assertThat(administrators.ask(link, "admin@contoso.example")).isEqualTo(Asked.UNKNOWN_DOMAIN);

        member.press("Correct the address");
        member.choose("NEED_ADMIN_APPROVAL", Map.of("address", "alex@tailspin.example"));
        assertThat(administrators.ask(found(link.id()), "adele@tailspin.example"))
                .isEqualTo(Asked.UNKNOWN_DOMAIN);

        assertThat(recipients(link)).containsOnly("olive@enginy.example");
    }

    @Test
    void ofTheDomainWhereTheMemberSignsInAnAddressMayBeTyped() {
        var link = stopped("", "o.smith@enginy.example");

        assertThat(member.press("Mail it", Map.of("administrator", "it@enginy.example"))
                        .text())
                .contains("The mail is on its way");
        assertThat(recipients(link)).contains("it@enginy.example");
    }

    @Test
    void whoTypesAnAddressOnTheSettingsPageWithoutManagingTheWorkspaceHasNotGivenIt() {
        run("update members set role = 'member' where email = 'olive@enginy.example'");
        try {
            var visitor = world.ownerElsewhere();
            world.atMicrosoft(visitor, "adele@fabrikam.example");
            visitor.open(world.service().at("/settings/email"))
                    .follow("What now?")
                    .choose("NEED_ADMIN_APPROVAL");
            assertThat(visitor.text()).contains("We do not write to fabrikam.example for you");
        } finally {
            run("update members set role = 'owner' where email = 'olive@enginy.example'");
        }
    }

    @Test
    void manyWishesAtOnceAreCountedOneAfterTheOther() {
        var links = List.of(given("adele@fabrikam.example"), given("alex@fabrikam.example"));

        assertThat(IntStream.range(0, 12)
                        .parallel()
                        .mapToObj(each -> administrators.ask(links.getFirst(), "it" + each + "@fabrikam.example")))
                .filteredOn(Asked.SENT::equals)
                .hasSize(3);
        assertThat(IntStream.range(0, 12)
                        .mapToObj(each -> administrators.ask(links.getLast(), "hq" + each + "@fabrikam.example")))
                .filteredOn(Asked.SENT::equals)
                .as("five a day for each member")
                .hasSize(2);
    }

    @Test
    void oneWorkspaceSendsAHundredADay() {
        var others = given("alex@fabrikam.example");
        run("update connect_links set member = 'somebody else' where id = '" + others.id() + "'");
        run("""
                insert into notices (id, workspace_id, occasion, recipient, link_id, once, due_at, sent_at)
                select 'ntc_full' || n, workspace_id, 'ask-administrator', 'x', id, n, now(), now()
                from connect_links, generate_series(1, 100) as n where id = '%s'""".formatted(others.id()));

        assertThat(administrators.ask(given("adele@fabrikam.example"), "it@fabrikam.example"))
                .isEqualTo(Asked.TOO_OFTEN);
    }

    private ConnectLink given(String address) {
        return stopped(", \"expected_address\": \"" + address + "\"", address);
    }

    private ConnectLink stopped(String given, String address) {
        var link = api.post("/v1/connect-links", "{\"member\": \"olive@enginy.example\"" + given + "}")
                .json();
        var url = URI.create(link.path("url").asString());
        member.open(url).pressAndStop("Connect Microsoft 365", Map.of());
        member.open(url).choose("NEED_ADMIN_APPROVAL", given.isEmpty() ? Map.of("address", address) : Map.of());
        return found(link.path("id").asString());
    }

    private ConnectLink found(String id) {
        var links = world.service().bean(ConnectLinks.class);
        return transactions.in(world.workspace(), () -> links.find(id)).orElseThrow();
    }

    private List<String> recipients(ConnectLink link) {
        return transactions.in(
                world.workspace(),
                () -> sql.sql("select recipient from notices where link_id = :link")
                        .param("link", link.id())
                        .query(String.class)
                        .list());
    }

    private void run(String statement) {
        transactions.run(world.workspace(), () -> sql.sql(statement).update());
    }
}
