package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Control;
import dev.latchkey.sandbox.entra.Directory.SignInAudience;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How each code that a person or a redirect URI meets arises from the state of the sandbox. */
final class SignInStates {

    static final String ADELE = "adele@adventure-works.example";
    private static final Map<String, String> NONE = Map.of("prompt", "none");

    private final Sandbox sandbox;
    private final Browser browser;
    private final Map<String, Supplier<Seen>> all = new LinkedHashMap<>();

    SignInStates(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.browser = new Browser(sandbox.address());
        faults();
        accounts();
        consent();
        policies();
        silent();
    }

    /** By the code and a word. */
    Map<String, Supplier<Seen>> all() {
        return all;
    }

    private void faults() {
        fault("90002", "nowhere.example", Map.of());
        fault("700016", "common", Map.of("client_id", "22222222-0000-0000-0000-000000000000"));
        fault("900971", "common", Map.of("redirect_uri", ""));
        fault("50011", "common", Map.of("redirect_uri", "https://evil.example/"));
        fault("900144", "common", Map.of("response_type", ""));
        fault("70005", "common", Map.of("response_type", "token"));
        fault("700054", "common", Map.of("response_type", "id_token"));
        fault("70007", "common", Map.of("response_mode", "pigeon"));
        fault("90023", "common", Map.of("prompt", "perhaps"));
        fault("901001", "common", Map.of("prompt", "admin_consent"));
        fault("501491", "common", Map.of("code_challenge", "short"));
        fault("50147", "common", Map.of("code_challenge_method", "S512"));
        fault("650053", "common", Map.of("scope", "Mail.Nonsense"));
        fault("650057", "common", Map.of("scope", "https://vault.example/Read"));
        fault("70011", "common", Map.of("scope", "https://graph.microsoft.com/.default Mail.Send"));
        all.put("500113", () -> {
            registration(Map.of("redirectUris", List.of()));
            return open(Map.of());
        });
        all.put("50194", () -> {
            registration(Map.of("signInAudience", SignInAudience.AZURE_AD_MY_ORG));
            return open(Map.of());
        });
        all.put("90008", () -> {
            registration(Map.of("permissions", List.of()));
            return open(Map.of("scope", "openid"));
        });
    }

    private void fault(String code, String tenant, Map<String, String> changes) {
        all.put(code, () -> Seen.on(browser.open(App.authorize(tenant, App.SEND, changes))));
    }

    private void accounts() {
        all.put("50034", () -> Seen.on(browser.submit(page(Map.of()), Map.of("address", "nobody@contoso.example"))));
        all.put("50126", () -> Seen.on(wrongPassword()));
        all.put("50053", () -> {
            for (var i = 0; i < 10; i++) {
                wrongPassword();
            }
            return Seen.on(wrongPassword());
        });
        all.put("50055", () -> {
            user(Map.of("passwordExpired", true));
            return signIn(App.SEND);
        });
        all.put("50057 page", () -> {
            user(Map.of("accountEnabled", false));
            return signIn(App.SEND);
        });
        all.put("500571 page", () -> {
            var guest = sandbox.directory()
                    .userByAddress("alex_fabrikam.example#EXT#@woodgrove.example")
                    .orElseThrow();
            sandbox.directory().change(guest, Map.of("accountEnabled", false));
            return Seen.on(browser.signIn(
                    browser.open(App.authorize("woodgrove.example", App.SEND, Map.of())), "alex@fabrikam.example"));
        });
        all.put(
                "50020",
                () -> Seen.on(
                        browser.signIn(browser.open(App.authorize("contoso.example", App.SEND, Map.of())), ADELE)));
        all.put(
                "500208",
                () -> Seen.on(browser.signIn(browser.open(App.authorize("consumers", App.SEND, Map.of())), ADELE)));
        all.put("160021", () -> {
            var left = page(Map.of());
            sandbox.clock().move(Duration.ofHours(2));
            return Seen.on(browser.submit(left, Map.of("address", ADELE)));
        });
    }

    private void consent() {
        all.put("65004", () -> {
            var prompt = browser.signIn(page(Map.of()), ADELE);
            return Seen.on(browser.submit(prompt, Map.of("answer", "cancel")));
        });
        all.put("90094", () -> Seen.on(browser.signIn(page(Map.of()), "adele@fabrikam.example")));
        all.put("90095", () -> Seen.on(browser.signIn(page(Map.of("scope", App.READ)), "adele@contoso.example")));
        all.put("900941", () -> {
            registration(Map.of("publisherVerified", false));
            return signIn(App.SEND);
        });
        all.put("900981", () -> {
            registration(Map.of("publisherVerified", false));
            tenant(Map.of("adminConsentWorkflow", true));
            return signIn(App.SEND);
        });
        all.put("50105", () -> {
            tenant(Map.of("assignmentRequired", true));
            return signIn(App.SEND);
        });
        all.put("7000112 page", () -> {
            tenant(Map.of("applicationEnabled", false));
            return signIn(App.SEND);
        });
        all.put("650052", () -> {
            tenant(Map.of("exchangeOnline", false));
            return signIn(App.SEND);
        });
    }

    private void policies() {
        all.put("53003 page", () -> blocked(Control.BLOCK));
        all.put("53000 page", () -> blocked(Control.COMPLIANT_DEVICE));
        all.put("53001 page", () -> blocked(Control.JOINED_DEVICE));
        all.put("53002 page", () -> blocked(Control.APPROVED_APP));
        all.put("53009 page", () -> blocked(Control.PROTECTED_APP));
    }

    private Seen blocked(Control control) {
        policy(control);
        return signIn(App.SEND);
    }

    private void silent() {
        all.put("50058", () -> Seen.silently(page(NONE)));
        all.put("16000", () -> {
            browser.signIn(page(Map.of()), ADELE);
            browser.signIn(page(Map.of("prompt", "login")), "alex@adventure-works.example");
            return Seen.silently(page(NONE));
        });
        all.put("65001 silent", () -> {
            browser.signIn(page(Map.of()), ADELE);
            return Seen.silently(page(NONE));
        });
        for (var control : Control.values()) {
            var failure = control.failure();
            if (failure != null) {
                all.put(failure.code() + " silent", () -> silentlyRefused(control));
            }
        }
        all.put("50079 silent", () -> {
            user(Map.of("mfaRegistered", false));
            return silentlyRefused(Control.MFA);
        });
    }

    private Seen silentlyRefused(Control control) {
        App.accept(browser, ADELE, App.SEND);
        policy(control);
        return Seen.silently(page(NONE));
    }

    private Browser.Page wrongPassword() {
        return browser.submit(page(Map.of("login_hint", ADELE)), Map.of("password", "wrong"));
    }

    private Seen open(Map<String, String> changes) {
        return Seen.on(page(changes));
    }

    private Browser.Page page(Map<String, String> changes) {
        return browser.open(App.authorize("common", App.SEND, changes));
    }

    private Seen signIn(String scope) {
        return Seen.on(browser.signIn(browser.open(App.authorize("common", scope, Map.of())), ADELE));
    }

    private void registration(Map<String, ?> changes) {
        sandbox.directory().change(sandbox.directory().application(), changes);
    }

    private void user(Map<String, ?> changes) {
        sandbox.directory().change(sandbox.directory().userByAddress(ADELE).orElseThrow(), changes);
    }

    private void tenant(Map<String, ?> changes) {
        sandbox.directory()
                .change(sandbox.directory().tenant("adventure-works.example").orElseThrow(), changes);
    }

    private void policy(Control control) {
        tenant(Map.of("conditionalAccess", List.of(TokenStates.policy(control))));
    }
}
