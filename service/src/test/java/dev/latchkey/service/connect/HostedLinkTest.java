package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Links with a return address: the platform's backend finishes what its member's browser brought. */
class HostedLinkTest {

    private static final DemoWorld WORLD = DemoWorld.shared();
    private static final ApiClient API = WORLD.api();
    private static final String RETURN_URL = "http://localhost:9/connected";

    @BeforeAll
    static void theOwnerAllowsTheReturnAddress() {
        WORLD.owner().open(WORLD.service().at("/settings/email")).press("Add", Map.of("url", RETURN_URL));
    }

    @Test
    void theMemberComesBackWithACodeThatThePlatformTurnsIntoAMailbox() {
        var ticket = ticketFor("member-1", new Visitor());

        var finished = API.post("/v1/mailboxes", """
                {"code": "%s", "member": "member-1"}""".formatted(ticket));
        assertThat(finished.status()).isEqualTo(201);
        assertThat(finished.json().path("address").asString()).isEqualTo("alex@adventure-works.example");
        assertThat(finished.json().path("member").asString()).isEqualTo("member-1");
    }

    @Test
    void aCodeBroughtByAnotherMembersSessionAsksForNoToken() {
        var ticket = ticketFor("attacker", new Visitor());
        var before = WORLD.tokensIssued();

        var finished = API.post("/v1/mailboxes", """
                {"code": "%s", "member": "victim"}""".formatted(ticket));
        assertThat(finished.status()).isEqualTo(409);
        assertThat(finished.json().path("diagnosis").path("cause").asString()).isEqualTo("other_browser");
        assertThat(WORLD.tokensIssued()).isEqualTo(before);
    }

    @Test
    void aCodeIsGoodOnce() {
        var ticket = ticketFor("member-2", new Visitor());
        var body = """
                {"code": "%s", "member": "member-2"}""".formatted(ticket);

        assertThat(API.post("/v1/mailboxes", body).status()).isEqualTo(201);
        var before = WORLD.tokensIssued();
        API.post("/v1/mailboxes", body);
        assertThat(WORLD.tokensIssued()).isEqualTo(before);
    }

    @Test
    void fieldsThatCannotBeAreNamed() {
        assertField("{}", "member");
        assertField("{\"member\": \"m\", \"access\": \"everything\"}", "access");
        assertField("{\"member\": \"m\", \"expected_address\": \"adele\"}", "expected_address");
        assertField("{\"member\": \"olive@enginy.example\", \"language\": \"fr\"}", "language");
        assertField("{\"member\": \"olive@enginy.example\", \"expires_in\": 5}", "expires_in");
        assertField("{\"member\": \"olive@enginy.example\", \"expires_in\": 1e30}", "expires_in");
    }

    @Test
    void theSameIdempotencyKeyMakesOneLink() {
        var body = "{\"member\": \"olive@enginy.example\"}";
        var first = API.post("/v1/connect-links", body, "key-1");
        var second = API.post("/v1/connect-links", body, "key-1");
        var other = API.post("/v1/connect-links", "{\"member\": \"Olive@enginy.example\"}", "key-1");

        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void aLinkThatNobodyCouldOpenIsNotMade() {
        assertField("{\"member\": \"somebody@else.example\"}", "return_url");
    }

    @Test
    void aMailboxOfAPlatformsMemberIsConnectedAgainThroughAReturnAddress() {
        var ticket = ticketFor("member-3", new Visitor());
        var mailbox = API.post("/v1/mailboxes", finish(ticket, "member-3"))
                .json()
                .path("id")
                .asString();
        var path = "/v1/mailboxes/" + mailbox + "/reconnect-link";

        assertThat(API.post(path, "").json().path("field").asString()).isEqualTo("return_url");
        var body = """
                {"return_url": "%s", "language": "es"}""".formatted(RETURN_URL);
        var link = API.post(path, body, "again-" + mailbox);
        assertThat(link.status()).isEqualTo(201);
        assertThat(API.post(path, body, "again-" + mailbox).json().path("id"))
                .isEqualTo(link.json().path("id"));
        var page = new Visitor().open(URI.create(link.json().path("url").asString()));
        assertThat(page.page().select("html").attr("lang")).isEqualTo("es");
        assertThat(page.text()).contains("Conectar Microsoft 365");
    }

    @Test
    void theReturnAddressComesBackToTheLetter() {
        var url = RETURN_URL + "?next=a%2Fb%20c";
        allow(url);
        assertThat(arriveAt(url, "member-4", new Visitor()).toString())
                .startsWith(url + "&code=")
                .contains("&link=lnk_");
    }

    @Test
    void aWrongMemberEndsTheAttempt() {
        var ticket = ticketFor("member-5", new Visitor());
        API.post("/v1/mailboxes", finish(ticket, "somebody else"));
        var before = WORLD.tokensIssued();

        var finished = API.post("/v1/mailboxes", finish(ticket, "member-5"));

        assertThat(finished.status()).isEqualTo(409);
        assertThat(WORLD.tokensIssued()).isEqualTo(before);
    }

    @Test
    void aReturnAddressThatIsNoLongerListedFinishesNothing() {
        var url = RETURN_URL + "/soon-gone";
        allow(url);
        var ticket = code(arriveAt(url, "member-6", new Visitor()));
        var before = WORLD.tokensIssued();
        sql("delete from return_urls where url = '" + url + "'");

        assertThat(API.post("/v1/mailboxes", finish(ticket, "member-6")).status())
                .isEqualTo(409);
        assertThat(WORLD.tokensIssued()).isEqualTo(before);
    }

    @Test
    void aLinkThatHasExpiredMeanwhileFinishesNothing() {
        var ticket = ticketFor("member-7", new Visitor());
        var before = WORLD.tokensIssued();
        sql("update connect_links set expires_at = now() - interval '1 second' where member = 'member-7'");

        var finished = API.post("/v1/mailboxes", finish(ticket, "member-7"));
        assertThat(finished.status()).isEqualTo(409);
        assertThat(finished.json().path("diagnosis").path("cause").asString()).isEqualTo("attempt_expired");
        assertThat(WORLD.tokensIssued()).isEqualTo(before);
    }

    private static void assertField(String body, String field) {
        var answer = API.post("/v1/connect-links", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    /** What the return address is opened with after the member has been at Microsoft. */
    private static String ticketFor(String member, Visitor visitor) {
        return code(arriveAt(RETURN_URL, member, visitor));
    }

    private static URI arriveAt(String returnUrl, String member, Visitor visitor) {
        var link = API.post("/v1/connect-links", """
                {"member": "%s", "return_url": "%s", "expected_address": "alex@adventure-works.example"}""".formatted(member, returnUrl));
        visitor.open(URI.create(link.json().path("url").asString()))
                .press("Connect Microsoft 365")
                .press("Sign in", Map.of("password", "any"));
        return WORLD.consentIfAsked(visitor).sendFormUntil("localhost:9");
    }

    private static String code(URI back) {
        return String.valueOf(
                UriComponentsBuilder.fromUri(back).build().getQueryParams().getFirst("code"));
    }

    private static String finish(String code, String member) {
        return """
                {"code": "%s", "member": "%s"}""".formatted(code, member);
    }

    private static void allow(String url) {
        WORLD.owner().open(WORLD.service().at("/settings/email")).press("Add", Map.of("url", url));
    }

    private static void sql(String statement) {
        WORLD.service()
                .bean(Transactions.class)
                .run(
                        WORLD.workspace(),
                        () -> WORLD.service()
                                .bean(JdbcClient.class)
                                .sql(statement)
                                .update());
    }
}
