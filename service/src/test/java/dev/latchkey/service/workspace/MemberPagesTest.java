package dev.latchkey.service.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.RunningService;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Ids;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members are invited, come in, use what is theirs and nothing else, and are removed. */
class MemberPagesTest {

    private final DemoWorld world = DemoWorld.shared();
    private final Visitor owner = world.ownerElsewhere();

    @Test
    void aMemberOpensTheirOwnMailboxAndNobodyElses() {
        var others = world.connect("adele@adventure-works.example");
        var member = comeIn("MEMBER");

        var own = connect(member, "alex@adventure-works.example");

        assertThat(member.open(at("/mailboxes/" + own)).status()).isEqualTo(200);
        assertThat(member.open(at("/mailboxes/" + own + "/compose")).status()).isEqualTo(200);
        assertThat(member.open(at("/mailboxes/" + own + "/outbox")).status()).isEqualTo(200);
        assertThat(member.open(at("/settings/email")).text())
                .contains("alex@adventure-works.example")
                .doesNotContain("adele@adventure-works.example");
        assertThat(member.open(at("/mailboxes/" + others)).status()).isEqualTo(404);
        assertThat(member.open(at("/mailboxes/" + others + "/compose")).status())
                .isEqualTo(404);
        assertThat(member.open(at("/settings/members")).status()).isEqualTo(403);
    }

    @Test
    void anInvitationIsShownOnceAndLetsInOnceWithTheInvitedAddress() {
        var email = newEmail();
        var link = invite(owner, email, "MEMBER");
        assertThat(owner.open(at("/settings/members")).page().select("code.copy"))
                .isEmpty();

        var guest = new Visitor();
        guest.open(link);
        assertThat(guest.text()).contains("You have been invited as " + email);
        guest.press("Start", Map.of("name", "Gus", "email", "olive@enginy.example", "password", "correct horse"));

        assertThat(guest.open(at("/settings/email")).status()).isEqualTo(200);
        assertThat(new Visitor().open(link).text()).contains("This link no longer works");
        assertThat(signIn(email).address().getPath()).isEqualTo("/settings/email");
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        owner.open(at("/settings/members"))
                .press("Make an invitation link", Map.of("email", "Olive@enginy.example", "role", "MEMBER"));
        assertThat(owner.text()).contains("Somebody here signs in with that address already.");
        owner.press("Make an invitation link", Map.of("email", "nobody", "role", "MEMBER"));
        assertThat(owner.text()).contains("Enter an email address");
    }

    @Test
    void whoIsRemovedIsSignedOutAtOnce() {
        var email = newEmail();
        var member = comeIn(email, "MEMBER");

        owner.post(at("/settings/members/" + idOf(email) + "/remove"), csrf());

        assertThat(member.open(at("/settings/email")).address().getPath()).isEqualTo("/sign-in");
        assertThat(signIn(email).text()).contains("do not go together");
    }

    @Test
    void nobodyRemovesThemselvesAndAdminsDoNotReachOwners() {
        var self = idOf("olive@enginy.example");
        assertThat(owner.post(at("/settings/members/" + self + "/remove"), csrf())
                        .status())
                .isEqualTo(403);
        var admin = comeIn("ADMIN").open(at("/settings/members"));
        var token = admin.page().select("input[name=_csrf]").attr("value");
        assertThat(admin.page().select("option").eachText()).containsExactly("member", "admin");
        assertThat(admin.post(at("/settings/members/" + self + "/remove"), Map.of("_csrf", token))
                        .status())
                .isEqualTo(403);
        assertThat(admin.post(at("/settings/members"), Map.of("_csrf", token, "email", newEmail(), "role", "OWNER"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsItAndOtherBrowsersAreSignedOut() {
        var email = newEmail();
        var here = comeIn(email, "MEMBER");
        var elsewhere = signIn(email);

        here.open(at("/settings/account")).press("Change the password", passwords("wrong horse", "battery staple"));
        assertThat(here.text()).contains("That is not your current password");
        here.press("Change the password", passwords("correct horse", "short"));
        assertThat(here.text()).contains("at least 10 characters");
        here.press("Change the password", passwords("correct horse", "battery staple"));
        assertThat(here.text()).contains("Your password is changed");

        assertThat(here.open(at("/settings/email")).address().getPath()).isEqualTo("/settings/email");
        assertThat(elsewhere.open(at("/settings/email")).address().getPath()).isEqualTo("/sign-in");
        assertThat(signIn(email).text()).contains("do not go together");
        assertThat(signIn(email, "battery staple").address().getPath()).isEqualTo("/settings/email");
    }

    @Test
    void anOwnerWhoIsOnlyInvitedGetsNoLinkOfTheFirstStart() {
        invite(owner, newEmail(), "OWNER");

        assertThat(world.service().bean(FirstStart.class).ownerLink()).isEmpty();
    }

    @Test
    void anOwnerWhoForgotThePasswordChoosesAnotherByTheOperatorsLink() {
        var service = RunningService.start(Map.of());
        var links = service.bean(FirstStart.class);
        var before = new Visitor()
                .open(links.ownerLink().orElseThrow())
                .press("Start", Map.of("name", "Oscar", "email", "oscar@enginy.example", "password", "correct horse"));
        assertThat(links.ownerLink()).isEmpty();

        var link = links.newOwnerLink();
        var again = new Visitor().open(link);
        assertThat(again.text()).contains("Choose a new password for oscar@enginy.example");
        again.press("Start", Map.of("password", "battery staple"));

        assertThat(again.address().getPath()).isEqualTo("/settings/email");
        assertThat(again.text()).contains("Oscar");
        assertThat(before.open(service.at("/settings/email")).address().getPath())
                .isEqualTo("/sign-in");
        assertThat(new Visitor().open(link).text()).contains("This link no longer works");
    }

    private static Map<String, String> passwords(String current, String chosen) {
        return Map.of("current", current, "password", chosen);
    }

    private Visitor comeIn(String role) {
        return comeIn(newEmail(), role);
    }

    private Visitor comeIn(String email, String role) {
        return new Visitor()
                .open(invite(owner, email, role))
                .press("Start", Map.of("name", "Mia", "password", "correct horse"));
    }

    private URI invite(Visitor by, String email, String role) {
        by.open(at("/settings/members")).press("Make an invitation link", Map.of("email", email, "role", role));
        return URI.create(by.page().select("code.copy").text());
    }

    private Visitor signIn(String email) {
        return signIn(email, "correct horse");
    }

    private Visitor signIn(String email, String password) {
        return new Visitor().open(at("/sign-in")).press("Sign in", Map.of("email", email, "password", password));
    }

    private String connect(Visitor member, String address) {
        world.consentIfAsked(world.atMicrosoft(member, address)).sendForm();
        return member.address().getPath().substring("/mailboxes/".length());
    }

    private String idOf(String email) {
        return world.service()
                .bean(Members.class)
                .byEmail(email)
                .orElseThrow()
                .member()
                .id();
    }

    private Map<String, String> csrf() {
        return Map.of(
                "_csrf",
                owner.open(at("/settings/members"))
                        .page()
                        .select("input[name=_csrf]")
                        .attr("value"));
    }

    private static String newEmail() {
        return Ids.random("m") + "@enginy.example";
    }

    private URI at(String path) {
        return world.service().at(path);
    }
}
