package dev.latchkey.service.approval;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A member of fabrikam.example, where users may not consent, in front of "Need admin approval". */
final class Stopped {

    private static final DemoWorld WORLD = DemoWorld.shared();
    private static final ApiClient API = WORLD.api();

    private final Visitor member = WORLD.ownerElsewhere();
    private final URI link;

    private Stopped(String address, String access, String shown) {
        var made = API.post("/v1/connect-links", """
                {"member": "olive@enginy.example", "access": "%s", "expected_address": "%s"}""".formatted(access, address));
        link = URI.create(made.json().path("url").asString());
        member.open(link).press("Connect Microsoft 365").press("Sign in", Map.of("password", "any"));
        member.open(link).choose(shown);
    }

    /** Was at Microsoft, came back, and told us what was shown there. */
    static Stopped at(String address, String access) {
        return new Stopped(address, access, "NEED_ADMIN_APPROVAL");
    }

    /** Says that Microsoft showed that page. */
    static Stopped by(String shown, String address) {
        return new Stopped(address, "send_and_read", shown);
    }

    /** On the page of the link. */
    Visitor waiting() {
        return member.open(link);
    }

    Visitor triesAgain() {
        var button = waiting().text().contains("Go on") ? "Go on" : "Try again";
        return WORLD.triesAgain(member, button);
    }

    /** Tries again, and is where that leads. */
    Visitor goOn() {
        return WORLD.triesAgain(member.open(link), "Go on");
    }

    static JsonNode tenant() {
        WatchedMailbox.eventually(() -> !found().path("tenant_id").isMissingNode());
        return found();
    }

    static String consent() {
        return tenant().path("consent").asString();
    }

    /** The page for its administrators. */
    static URI page() {
        var made = API.post("/v1/tenants/" + tenant().path("id").asString() + "/approval-link", "{}");
        return URI.create(made.json().path("url").asString());
    }

    /** Where the page sends an administrator; nobody goes there. */
    static URI toMicrosoft(Visitor administrator, URI page) {
        var grant = URI.create(page + "/grant");
        return URI.create(administrator
                .fetch(grant, Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow());
    }

    static Visitor signIn(Visitor administrator, URI toMicrosoft) {
        return administrator
                .open(toMicrosoft)
                .press("Next", Map.of("address", "admin@fabrikam.example"))
                .press("Sign in", Map.of("password", "any"));
    }

    static void forget() {
        WORLD.forgetMailboxes("@fabrikam.example");
        WORLD.microsoft().revokeGrants("fabrikam.example");
        nothingIsKnown();
    }

    /** Of any tenant. */
    static void nothingIsKnown() {
        var service = WORLD.service();
        service.bean(Transactions.class).run(WORLD.workspace(), () -> {
            var sql = service.bean(JdbcClient.class);
            sql.sql("delete from approval_waiters").update();
            sql.sql(
                            "update tenants set consent = 'unknown', granted_scopes = '{}', reported_at = '-infinity', proved_at = '-infinity'")
                    .update();
        });
    }

    private static JsonNode found() {
        for (var tenant : API.get("/v1/tenants").json().path("data")) {
            if (tenant.path("domain").asString().equals("fabrikam.example")) {
                return tenant;
            }
        }
        throw new AssertionError("the tenant is not known");
    }
}
