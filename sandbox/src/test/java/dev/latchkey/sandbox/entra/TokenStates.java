package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.ClientApps;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Control;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Network;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.State;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Target;
import dev.latchkey.sandbox.entra.Directory.Secret;
import dev.latchkey.sandbox.web.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** How each code of the token endpoint arises from the state of the sandbox. */
final class TokenStates {

    private static final String ADELE = SignInStates.ADELE;
    private static final String OTHER_APPLICATION = "33333333-aaaa-4bbb-8ccc-222222222222";

    private final Sandbox sandbox;
    private final App app;
    private final Map<String, Supplier<Seen>> all = new LinkedHashMap<>();

    TokenStates(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.app = new App(sandbox);
        codes();
        clients();
        refreshes();
        policies();
        alone("50059", "organizations", "https://graph.microsoft.com/.default");
        alone("500011", "adventure-works.example", "https://elsewhere.example/.default");
        alone("70011 alone", "adventure-works.example", "Mail.Send");
    }

    /** The application speaks for itself in a tenant where it was consented to. */
    private void alone(String code, String tenant, String scope) {
        all.put(code, () -> {
            code();
            return redeemed(app.alone(tenant, scope));
        });
    }

    Map<String, Supplier<Seen>> all() {
        return all;
    }

    private void codes() {
        redeem("501481", Map.of("code_verifier", "x".repeat(50)));
        redeem("50147 code", Map.of("code_verifier", "short"));
        redeem("50011 code", Map.of("redirect_uri", "http://localhost:9999/other"));
        redeem("28000", Map.of("scope", "Mail.Send https://outlook.office.com/SMTP.Send"));
        redeem("70011 code", Map.of("scope", "https://graph.microsoft.com/.default Mail.Send"));
        redeem("9002313", Map.of("code", "none"));
        redeem("900144 code", Map.of("grant_type", ""));
        redeem("90013", Map.of("scope", "x".repeat(5 << 20)));
        redeem("70003", Map.of("grant_type", "pigeon"));
        redeem("65001 code", Map.of("scope", "Mail.ReadWrite"));
        all.put("54005", () -> {
            var code = code();
            app.redeem(code, Map.of());
            return redeemed(app.redeem(code, Map.of()));
        });
        all.put("70008", () -> {
            var code = code();
            sandbox.clock().move(Duration.ofMinutes(11));
            return redeemed(app.redeem(code, Map.of()));
        });
        all.put("700005", () -> at("contoso.example"));
        all.put("90002 code", () -> at("nowhere.example"));
        all.put("50057 code", () -> {
            var code = code();
            user(Map.of("accountEnabled", false));
            return redeemed(app.redeem(code, Map.of()));
        });
    }

    private Seen at(String tenant) {
        var fields = new HashMap<>(App.credentials());
        fields.putAll(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code(),
                "redirect_uri",
                App.REDIRECT_URI,
                "code_verifier",
                App.VERIFIER));
        return redeemed(app.token(tenant, fields));
    }

    private void clients() {
        redeem("7000215", Map.of("client_secret", "wrong"));
        redeem("7000218", Map.of("client_secret", ""));
        redeem("700016 code", Map.of("client_id", OTHER_APPLICATION));
        redeem("50027", assertion("no JWT"));
        all.put("7000222", () -> {
            registration(Map.of("secrets", List.of(new Secret("sandbox-secret", Instant.EPOCH))));
            return redeemed(app.redeem(code(), Map.of()));
        });
        all.put("70000", () -> {
            var token = refreshToken();
            var known = sandbox.directory().application();
            sandbox.directory()
                    .save(Json.with(known, Directory.Application.class, Map.of("clientId", OTHER_APPLICATION)));
            return refreshed(app.token(
                    "common",
                    Map.of(
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            token,
                            "client_id",
                            OTHER_APPLICATION,
                            "client_secret",
                            "sandbox-secret")));
        });
    }

    static Map<String, String> assertion(String assertion) {
        return Map.of(
                "client_secret",
                "",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    private void refreshes() {
        after("700082", () -> sandbox.clock().move(Duration.ofDays(91)));
        after(
                "50173",
                () -> user(Map.of(
                        "signInSessionsValidFrom", sandbox.clock().instant().plusSeconds(1))));
        after("50057 refresh", () -> user(Map.of("accountEnabled", false)));
        after("50034 refresh", () -> sandbox.directory().delete(adele()));
        after("50105 refresh", () -> tenant(Map.of("assignmentRequired", true)));
        after("7000112 refresh", () -> tenant(Map.of("applicationEnabled", false)));
        after(
                "7000222 refresh",
                () -> registration(Map.of("secrets", List.of(new Secret("sandbox-secret", Instant.EPOCH)))));
        all.put("65001 refresh", () -> refreshed(app.refresh(refreshToken(), "Mail.ReadWrite")));
        all.put("650053 refresh", () -> refreshed(app.refresh(refreshToken(), "Mail.Nonsense")));
    }

    private void policies() {
        for (var control : Control.values()) {
            var failure = control.failure();
            if (failure != null) {
                after(failure.code() + " refresh", () -> tenant(Map.of("conditionalAccess", List.of(policy(control)))));
            }
        }
        after("50079", () -> {
            user(Map.of("mfaRegistered", false));
            tenant(Map.of("conditionalAccess", List.of(policy(Control.MFA))));
        });
    }

    static ConditionalAccessPolicy policy(Control control) {
        return new ConditionalAccessPolicy(
                "policy",
                "A policy",
                State.ON,
                Set.of(Target.ALL),
                Set.of(),
                Set.of(),
                ClientApps.ALL,
                Network.ANY,
                control,
                null);
    }

    private void after(String code, Runnable change) {
        all.put(code, () -> {
            var token = refreshToken();
            change.run();
            return refreshed(app.refresh(token, ""));
        });
    }

    private void redeem(String code, Map<String, String> changes) {
        all.put(code, () -> redeemed(app.redeem(code(), changes)));
    }

    private String code() {
        return app.code(ADELE, App.SEND + " https://outlook.office.com/SMTP.Send");
    }

    private String refreshToken() {
        return app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
    }

    private static Seen redeemed(App.Reply reply) {
        return Seen.in(ErrorPlace.REDEMPTION, reply);
    }

    private static Seen refreshed(App.Reply reply) {
        return Seen.in(ErrorPlace.REFRESH, reply);
    }

    private Directory.User adele() {
        return sandbox.directory().userByAddress(ADELE).orElseThrow();
    }

    private void user(Map<String, ?> changes) {
        sandbox.directory().change(adele(), changes);
    }

    private void tenant(Map<String, ?> changes) {
        sandbox.directory().change(sandbox.directory().tenantOf(adele()), changes);
    }

    private void registration(Map<String, ?> changes) {
        sandbox.directory().change(sandbox.directory().application(), changes);
    }
}
