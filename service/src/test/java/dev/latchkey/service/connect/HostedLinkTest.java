package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    void onlyListedReturnAddressesAreTaken() {
        for (var url :
                new String[] {RETURN_URL + "/", RETURN_URL + "?x=1", "https://evil.example/", "javascript:alert(1)"}) {
            var answer = API.post("/v1/connect-links", """
                    {"member": "m", "return_url": "%s"}""".formatted(url));
            assertThat(answer.status()).as(url).isEqualTo(422);
            assertThat(answer.json().path("field").asString()).isEqualTo("return_url");
        }
    }

    @Test
    void fieldsThatCannotBeAreNamed() {
        assertField("{}", "member");
        assertField("{\"member\": \"m\", \"access\": \"everything\"}", "access");
        assertField("{\"member\": \"m\", \"expected_address\": \"adele\"}", "expected_address");
        assertField("{\"member\": \"m\", \"language\": \"fr\"}", "language");
        assertField("{\"member\": \"m\", \"expires_in\": 5}", "expires_in");
    }

    @Test
    void theSameIdempotencyKeyMakesOneLink() {
        var body = "{\"member\": \"m\"}";
        var first = API.post("/v1/connect-links", body, "key-1");
        var second = API.post("/v1/connect-links", body, "key-1");
        var other = API.post("/v1/connect-links", "{\"member\": \"n\"}", "key-1");

        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void aLinkForAMemberOfOursCannotBeOpenedByAnotherMember() {
        var link = API.post("/v1/connect-links", "{\"member\": \"somebody@else.example\"}");

        var page = WORLD.owner().open(URI.create(link.json().path("url").asString()));
        assertThat(page.status()).isEqualTo(404);
    }

    private static void assertField(String body, String field) {
        var answer = API.post("/v1/connect-links", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    /** What the return address is opened with after the member has been at Microsoft. */
    private static String ticketFor(String member, Visitor visitor) {
        var link = API.post("/v1/connect-links", """
                {"member": "%s", "return_url": "%s", "expected_address": "alex@adventure-works.example"}""".formatted(member, RETURN_URL));
        visitor.open(URI.create(link.json().path("url").asString()))
                .press("Connect Microsoft 365")
                .press("Sign in", Map.of("password", "any"));
        var back = WORLD.consentIfAsked(visitor).sendFormUntil("localhost:9");
        return String.valueOf(
                UriComponentsBuilder.fromUri(back).build().getQueryParams().getFirst("code"));
    }
}
