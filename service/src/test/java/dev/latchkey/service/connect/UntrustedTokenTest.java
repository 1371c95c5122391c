package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.RunningService;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.FirstStart;
import dev.latchkey.service.workspace.Scope;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Tokens that come with an id_token which does not hold: nothing of them is kept. */
class UntrustedTokenTest {

    private static final String CLIENT = "11111111-aaaa-4bbb-8ccc-222222222222";
    private static final String OTHER_TENANT = "cccccccc-0000-4000-8000-000000000003";

    private static LyingEntra authority;
    private static RunningService service;
    private static ApiClient api;
    private static Visitor member;

    @BeforeAll
    static void aServiceThatTrustsOneAuthority() {
        authority = new LyingEntra();
        service = RunningService.start(Map.of(
                "LATCHKEY_MICROSOFT_CLOUD", authority.address().toString(), "LATCHKEY_MICROSOFT_CLIENT_ID", CLIENT));
        member = new Visitor()
                .open(service.bean(FirstStart.class).ownerLink().orElseThrow())
                .press("Start", Map.of("name", "Olive", "email", "olive@enginy.example", "password", "correct horse"));
        var workspace = new WorkspaceId(service.bean(JdbcClient.class)
                .sql("select * from all_workspaces()")
                .query(String.class)
                .single());
        api = new ApiClient(
                service, service.bean(ApiKeys.class).create(workspace, "tests", EnumSet.allOf(Scope.class)));
    }

    @AfterAll
    static void end() {
        authority.close();
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another issuer", told -> told.put("iss", "https://login.evil.example/x/v2.0")),
                lie("an issuer that looks alike", told -> told.put("iss", told.get("iss") + "/")),
                lie("the tenant of nobody", told -> told.put("tid", "not-a-tenant")),
                lie("a tenant that is not the issuer's", told -> told.put("tid", OTHER_TENANT)),
                lie("no person", told -> told.remove("oid")),
                lie("another application", told -> told.put("aud", "99999999-aaaa-4bbb-8ccc-222222222222")),
                lie("two applications", told -> told.put("aud", List.of(CLIENT, "another"))),
                lie("another sign-in", told -> told.put("nonce", "made-up")),
                lie("the past", told -> told.put("exp", 1)));
    }

    private static Arguments lie(String name, Consumer<Map<String, Object>> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void anIdTokenOf(String name, Consumer<Map<String, Object>> change) {
        var before = mailboxes();

        connect(link(), change, false);

        refused();
        assertThat(mailboxes()).isEqualTo(before);
    }

    @Test
    void anIdTokenThatAnotherHasSignedIsNotBelieved() {
        var before = mailboxes();

        connect(link(), told -> {}, true);

        refused();
        assertThat(mailboxes()).isEqualTo(before);
    }

    /** The same way with the truth connects; after that, only that tenant can renew the mailbox. */
    @Test
    void aTokenOfAnotherTenantThanTheMailboxsIsNotBelieved() {
        connect(link(), told -> {}, false);
        assertThat(member.address().getPath()).startsWith("/mailboxes/");
        var connected = mailboxes();
        var id = member.address().getPath().substring("/mailboxes/".length());
        var again = api.post("/v1/mailboxes/" + id + "/reconnect-link", "{}").json();

        connect(
                URI.create(again.path("url").asString()),
                told -> {
                    told.put("tid", OTHER_TENANT);
                    told.put("iss", authority.address() + "/" + OTHER_TENANT + "/v2.0");
                },
                false);

        refused();
        assertThat(mailboxes()).isEqualTo(connected);
    }

    private static URI link() {
        var made = api.post("/v1/connect-links", """
                {"member": "olive@enginy.example", "access": "send"}""");
        return URI.create(made.json().path("url").asString());
    }

    /** From the link to the authority and back, with tokens whose id_token says that. */
    private static void connect(URI link, Consumer<Map<String, Object>> lie, boolean signedByAnother) {
        var there = UriComponentsBuilder.fromUri(member.open(link).pressAndStop("Connect Microsoft 365", Map.of()))
                .build()
                .getQueryParams();
        var told = authority.truth(CLIENT, String.valueOf(there.getFirst("nonce")));
        lie.accept(told);
        authority.says(told, signedByAnother);
        member.post(
                service.at("/connect/callback/127.0.0.1"),
                Map.of("state", String.valueOf(there.getFirst("state")), "code", "a-code"));
    }

    private static void refused() {
        assertThat(member.status()).isEqualTo(400);
        assertThat(member.text()).contains("did not pass our checks");
    }

    private static String mailboxes() {
        return api.get("/v1/mailboxes").json().path("data").toString();
    }
}
