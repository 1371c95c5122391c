package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Another mailbox than the expected one comes back from Microsoft. */
class OtherMailboxTest {

    private static final String OLIVE = "olive@enginy.example";
    private static final String RETURN_URL = "http://localhost:9/connected";

    private final DemoWorld world = DemoWorld.shared();

    @Test
    void whoMistypedTheirAddressCorrectsIt() {
        var link = world.api().post("/v1/connect-links", "{\"member\": \"olive@enginy.example\"}");
        var page = URI.create(link.json().path("url").asString());
        var visitor = world.ownerElsewhere().open(page);
        visitor.pressAndStop("Connect Microsoft 365", Map.of());

        showed(visitor.open(page), "alex@contso.example");
        assertThat(visitor.text()).contains("alex@contso.example", "Tell your IT department");
        assertThat(world.api().get("/v1/tenants").json().toString()).contains("alex@contso.example");
        visitor.press("Correct the address");
        assertThat(world.api().get("/v1/tenants").json().toString()).doesNotContain("alex@contso.example");
        assertThat(visitor.text())
                .contains("Which mailbox did you sign in with?")
                .doesNotContain("contso");
        showed(visitor, "alex@contoso.example");
        assertThat(visitor.text()).contains("alex@contoso.example");

        world.triesAgain(visitor, "Try again")
                .press("Use another account")
                .press("Next", Map.of("address", "alex@adventure-works.example"))
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(visitor).sendForm();
        assertThat(visitor.text()).contains("What about alex@adventure-works.example?", "It was not connected.");
        world.consentIfAsked(visitor.press("It is the one I meant")).sendForm();
        assertThat(visitor.address().getPath()).startsWith("/mailboxes/");
    }

    /** An administrator at the member's browser: their own mailbox never takes the member's place. */
    @Test
    void whoSignsInWithAnotherAccountIsAskedWhatToDoWithIt() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "adele@tailspin.example");
        visitor.open(world.service().at("/settings/email")).follow("What now?").choose("NEED_ADMIN_APPROVAL");
        var waiting = visitor.address();
        var before = world.connections();

        var administrators = world.ownerElsewhere().open(waiting);
        world.triesAgain(administrators, "Try again")
                .press("Use another account")
                .press("Next", Map.of("address", "admin@tailspin.example"))
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(administrators).sendForm();

        assertThat(administrators.text()).contains("What about admin@tailspin.example?", "Connect it too");
        assertThat(world.connections()).isEqualTo(before);
        assertThat(visitor.open(waiting).text()).contains("An administrator has to approve");
    }

    /** Whoever gets through after somebody was stopped may be the administrator who lets the member through. */
    @Test
    void whoGetsThroughWhereSomebodyWasStoppedIsAskedWhetherItIsTheMailboxThatWasMeant() {
        forget("admin@adventure-works.example");
        var visitor = world.ownerElsewhere().open(linkWithoutAddress(OLIVE));
        var page = visitor.address();
        visitor.pressAndStop("Connect Microsoft 365", Map.of());
        // an approval takes days
        run("update connect_attempts set expires_at = now() - interval '2 days' returning id");
        run("select sweep_leftovers(now())");
        var before = world.connections();

        signIn(visitor.open(page).press("Connect Microsoft 365"), "admin@adventure-works.example");
        visitor.sendForm();

        assertThat(visitor.text()).contains("Is this the mailbox you meant?", "Nothing is connected yet.");
        assertThat(world.connections()).isEqualTo(before);
        world.consentIfAsked(visitor.press("Yes, connect admin@adventure-works.example"))
                .sendForm();
        assertThat(visitor.address().getPath()).startsWith("/mailboxes/");
    }

    /** The first try of a link that names no mailbox: whoever signs in is taken, and told so. */
    @Test
    void whoeverSignsInFirstIsTakenAndTold() {
        forget("alex@adventure-works.example");
        var visitor = world.ownerElsewhere().open(linkWithoutAddress(OLIVE));

        signIn(visitor.press("Connect Microsoft 365"), "alex@adventure-works.example")
                .sendForm();

        assertThat(visitor.text())
                .contains("alex@adventure-works.example is connected for you.", "Not the mailbox you meant?");
    }

    @Test
    void whatAnotherMemberConnectedMovesOnlyWhenToldTo() {
        var mailbox = "/v1/mailboxes/" + world.connect("adele@adventure-works.example");
        world.owner().open(world.service().at("/settings/email")).press("Add", Map.of("url", RETURN_URL));
        var visitor = new Visitor().open(linkWithoutAddress("member-of-the-platform"));
        var page = visitor.address();

        signIn(visitor.press("Connect Microsoft 365"), "adele@adventure-works.example");
        var refused = finish(visitor);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("diagnosis").path("cause").asString()).isEqualTo("mailbox_of_other_member");
        assertThat(world.api().get(mailbox).json().path("member").asString()).isEqualTo(OLIVE);

        assertThat(visitor.open(page).text()).contains("Somebody else has connected this mailbox");
        visitor.press("Yes, connect adele@adventure-works.example");
        assertThat(finish(world.consentIfAsked(visitor)).status()).isEqualTo(201);
        assertThat(world.api().get(mailbox).json().path("member").asString()).isEqualTo("member-of-the-platform");
        world.connect("adele@adventure-works.example");
    }

    /** Whoever connected it before in this run, and what nobody finished. */
    private void forget(String address) {
        run("delete from connect_links where mailbox_id is null returning id");
        world.forgetMailboxes(address);
    }

    private void run(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).query(row -> {}));
    }

    private URI linkWithoutAddress(String member) {
        var body = member.equals(OLIVE) ? """
                  {"member": "%s"}""".formatted(member) : """
                  {"member": "%s", "return_url": "%s"}""".formatted(member, RETURN_URL);
        return URI.create(
                world.api().post("/v1/connect-links", body).json().path("url").asString());
    }

    private Visitor signIn(Visitor visitor, String address) {
        visitor.press("Next", Map.of("address", address)).press("Sign in", Map.of("password", "any"));
        return world.consentIfAsked(visitor);
    }

    /** As the platform's backend does. */
    private ApiClient.Answer finish(Visitor visitor) {
        var code = UriComponentsBuilder.fromUri(visitor.sendFormUntil("localhost:9"))
                .build()
                .getQueryParams()
                .getFirst("code");
        return world.api().post("/v1/mailboxes", """
                {"code": "%s", "member": "member-of-the-platform"}""".formatted(code));
    }

    private static void showed(Visitor visitor, String address) {
        visitor.post(
                visitor.address().resolve(visitor.address().getPath() + "/shown"),
                Map.of(
                        "what",
                        "NEED_ADMIN_APPROVAL",
                        "address",
                        address,
                        "_csrf",
                        visitor.page().select("input[name=_csrf]").attr("value")));
        // a silent look at Microsoft, whose page sends itself on
        visitor.sendForm();
    }
}
