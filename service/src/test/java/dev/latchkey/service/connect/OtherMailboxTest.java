package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another mailbox than the expected one comes back from Microsoft. */
class OtherMailboxTest {

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
        assertThat(visitor.press("It is the one I meant").text()).contains("alex@adventure-works.example");
        world.consentIfAsked(visitor.press("Connect Microsoft 365")).sendForm();
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
