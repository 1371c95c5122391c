package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.service.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each link into the admin center opens its page in the sandbox. A browser test sees that the fragment gets there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern NAMED = Pattern.compile("portal:(\\w+)|portal\\.link\\('(\\w+)'\\)");

    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("enterprise_apps", "Enterprise applications"),
            Map.entry("permissions", "Enginy AI: Permissions"),
            Map.entry("assignment", "Enginy AI: Users and groups"),
            Map.entry("properties", "Enginy AI: Properties"),
            Map.entry("consent_requests", "Admin consent requests"),
            Map.entry("consent_settings", "User consent settings"),
            Map.entry("classifications", "Permission classifications"),
            Map.entry("conditional_access", "Policies"),
            Map.entry("sign_in_logs", "Sign-in logs"),
            Map.entry("users", "Users"),
            Map.entry("devices", "Users"),
            Map.entry("registration", "App registration: Enginy AI"),
            Map.entry("credentials", "App registration: Enginy AI"),
            Map.entry("redirect_addresses", "App registration: Enginy AI"),
            Map.entry("api_permissions", "App registration: Enginy AI"),
            // the sandbox has no such page
            Map.entry("cross_tenant", "Contoso"));

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests());
    private final Portal portal = Portal.of(Cloud.of(sandbox.address().toString()), Directory.CLIENT_ID);

    @AfterAll
    void end() {
        sandbox.close();
    }

    @Test
    void everyLinkOpensItsPage() {
        var administrator = new Visitor();
        var consent = "/contoso.example/v2.0/adminconsent?client_id=" + Directory.CLIENT_ID
                + "&scope=User.Read&redirect_uri=http%3A%2F%2Flocalhost%3A9999%2Fcallback";
        signIn(administrator.open(sandbox.address().resolve(consent)), "admin@contoso.example")
                .pressAndStop("Accept", Map.of());

        HEADINGS.forEach((name, heading) -> assertThat(heading(
                        administrator.open(asked(portal.in("contoso.example").link(name)))))
                .as(name)
                .isEqualTo(heading));
    }

    @Test
    void theSignInComesBetweenAndAnApplicationThatNobodyKnowsLeadsToTheList() {
        var administrator = new Visitor().open(asked(portal.link("permissions")));

        assertThat(heading(signIn(administrator, "admin@fabrikam.example"))).isEqualTo("Enterprise applications");
        assertThat(administrator.text()).contains("No application found", "once somebody in Fabrikam has consented");
    }

    @Test
    void noPageOfOursNamesOneThatIsNotLookedAtHere() throws IOException {
        var named = new TreeSet<String>();
        try (var files = Files.walk(RESOURCES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                for (var name = NAMED.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                        name.find(); ) {
                    named.add(name.group(1) == null ? name.group(2) : name.group(1));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(HEADINGS).containsKeys(named.toArray(String[]::new));
    }

    /** As the script of the admin center asks for it. */
    private static URI asked(String link) {
        var view = URI.create(link).getFragment().replaceFirst("^view/", "");
        return URI.create(link.replaceFirst("#.*", "") + "?view=" + URLEncoder.encode(view, StandardCharsets.UTF_8));
    }

    private static Visitor signIn(Visitor visitor, String address) {
        return visitor.press("Next", Map.of("address", address)).press("Sign in", Map.of("password", "any"));
    }

    private static String heading(Visitor visitor) {
        return visitor.page().select("h1").text();
    }
}
