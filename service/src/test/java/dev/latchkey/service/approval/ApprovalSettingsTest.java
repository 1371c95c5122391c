package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a workspace's own people see of the organizations that have to approve, and decide about them. */
class ApprovalSettingsTest {

    private final DemoWorld world = DemoWorld.shared();
    private final Visitor owner = world.ownerElsewhere();

    @AfterEach
    void asItWas() {
        Stopped.forget();
    }

    @Test
    void whoWaitsIsNamedAndTheLinkIsRevokedAndMadeAnew() {
        Stopped.at("adele@fabrikam.example", "send_and_read");
        var before = Stopped.page();

        assertThat(settings().text()).contains("fabrikam.example", "needed", "adele@fabrikam.example");
        assertThat(owner.page().select("input[readonly]").eachAttr("value")).contains(before.toString());

        change("/revoke");
        assertThat(new Visitor().open(before).status()).isEqualTo(410);

        change("/link");
        var after = Stopped.page();
        assertThat(after).isNotEqualTo(before);
        assertThat(owner.page().select("input[readonly]").eachAttr("value")).contains(after.toString());
        assertThat(new Visitor().open(after).status()).isEqualTo(200);
    }

    @Test
    void administratorsSeeWholeAddressesWhereTheWorkspaceShowsThem() {
        Stopped.at("alex@fabrikam.example", "send_and_read");
        var page = Stopped.page();
        assertThat(new Visitor().open(page).text())
                .contains("a•••@fabrikam.example")
                .doesNotContain("alex@");

        names("true");
        try {
            assertThat(new Visitor().open(page).text())
                    .contains("alex@fabrikam.example")
                    .doesNotContain("•••");
            assertThat(settings().page().select("input[name=shown]").hasAttr("checked"))
                    .isTrue();
        } finally {
            names("false");
        }
        assertThat(new Visitor().open(page).text()).doesNotContain("alex@");
    }

    @Test
    void aMemberWhoDoesNotManageSeesAndChangesNothing() {
        sql("update members set role = 'member' where email = 'olive@enginy.example'");
        try {
            var member = world.ownerElsewhere();
            assertThat(member.open(at("")).status()).isEqualTo(403);
            assertThat(member.open(world.service().at("/settings/email")).page().select("a[href=/settings/approvals]"))
                    .isEmpty();
        } finally {
            sql("update members set role = 'owner' where email = 'olive@enginy.example'");
        }
    }

    private void change(String what) {
        settings();
        owner.post(
                at("/" + Stopped.tenant().path("id").asString() + what),
                Map.of("_csrf", owner.page().select("input[name=_csrf]").val()));
    }

    private void names(String shown) {
        settings();
        var token = owner.page().select("input[name=_csrf]").val();
        owner.post(at("/names"), Map.of("_csrf", token, "shown", shown));
    }

    private Visitor settings() {
        return owner.open(at(""));
    }

    private URI at(String path) {
        return world.service().at("/settings/approvals" + path);
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
