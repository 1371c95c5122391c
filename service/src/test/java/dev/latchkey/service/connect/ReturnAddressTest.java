package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Json;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address leads a member's browser, and Microsoft's answer with it, to where the workspace did not want it (RFC 9700 §4.11). */
class ReturnAddressTest {

    private static final DemoWorld WORLD = DemoWorld.shared();
    private static final String LISTED = "http://localhost:9/connected";

    @BeforeAll
    static void theOwnerAllowsOne() {
        WORLD.owner().open(WORLD.service().at("/settings/email")).press("Add", Map.of("url", LISTED));
    }

    /** What looks like the listed one, to some reader. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                LISTED + "/",
                LISTED + "?x=1",
                LISTED + "?next=//evil.example",
                LISTED + "#@evil.example",
                LISTED + "%2f",
                LISTED + "%00",
                LISTED + "/../evil",
                LISTED + " ",
                " " + LISTED,
                "http://localhost:9/Connected",
                "http://LOCALHOST:9/connected",
                "http://localhost:9//connected",
                "http://localhost:9/%63onnected",
                "http://localhost.:9/connected",
                "http://127.0.0.1:9/connected",
                "https://localhost:9/connected",
                "//localhost:9/connected",
                "http:localhost:9/connected",
                "http:\\\\localhost:9\\connected",
                "http://localhost:9@evil.example/connected",
                "http://localhost:9\\@evil.example/connected",
                "http://localhost:9%40evil.example/connected",
                "http://evil.example/http://localhost:9/connected",
                "http://l\u043ecalhost:9/connected",
                "http://localhost\uff0eevil.example:9/connected",
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "javascript:alert(1)//http://localhost:9/connected",
                "data:text/html,http://localhost:9/connected"
            })
    void onlyTheListedAddressItselfIsTaken(String url) {
        var tokens = WORLD.codesBrought();

        var answer = WORLD.api().post("/v1/connect-links", Json.write(Map.of("member", "m", "return_url", url)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo("return_url");
        assertThat(answer.json().path("detail").asString()).contains("to the letter");
        assertThat(WORLD.codesBrought()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/cb?code=1",
                "https://app.example/cb?a=b&link=1",
                "https://app.example/cb?c%6Fde=1",
                "https://app.example/cb#x",
                "https://u@app.example/cb",
                "https://app.example@evil.example/cb",
                "https://app.example\\@evil.example/cb",
                "https://app.example%40evil.example/cb",
                "https://app.example%2eevil.example/cb",
                "https://app.example%23.evil.example/cb",
                "https:\\\\evil.example\\cb",
                "https:/evil.example/cb",
                "https:evil.example/cb",
                "https:///cb",
                "https://",
                "//evil.example/cb",
                "///evil.example/cb",
                "/\\evil.example/cb",
                "\\\\evil.example/cb",
                "/cb",
                "cb",
                "",
                "http://app.example/cb",
                "http://localhost.evil.example/cb",
                "http://localhost@evil.example/cb",
                "http://127.0.0.1.evil.example/cb",
                "http://127.1/cb",
                "http://0x7f000001/cb",
                "https://app.example/c\u00e9",
                "https://\u0430pp.example/cb",
                "https://app\u3002example/cb",
                "https://app.example/cb\r\nLocation: https://evil.example",
                "https://app.example/\tcb",
                " https://app.example/cb",
                "javascript:alert(1)",
                "javascript://app.example/%0aalert(1)",
                "data:text/html,x",
                "ftp://app.example/cb"
            })
    void someAddressesAreNeverTaken(String url) {
        assertThat(LinkOrder.isReturnAddress(url)).isFalse();
    }

    @Test
    void theyHaveAReasonableLength() {
        var longest = "https://app.example/" + "a".repeat(1980);

        assertThat(LinkOrder.isReturnAddress(longest)).isTrue();
        assertThat(LinkOrder.isReturnAddress(longest + "a")).isFalse();
    }

    @Test
    void whatCannotBeOneIsNotListedEither() {
        var owner = WORLD.ownerElsewhere().open(WORLD.service().at("/settings/email"));

        owner.press("Add", Map.of("url", "https://app.example\\@evil.example/cb"));

        assertThat(owner.page().select("code").eachText()).doesNotContain("https://app.example\\@evil.example/cb");
        assertThat(owner.open(WORLD.service().at("/settings/email")).text()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "continue", "return_url", "redirect_uri", "redirect", "url"})
    void signingInLeadsNowhereElse(String parameter) {
        var visitor =
                new Visitor().open(WORLD.service().at("/sign-in?" + parameter + "=https%3A%2F%2Fevil.example%2F"));

        visitor.press("Sign in", Map.of("email", "olive@enginy.example", "password", "correct horse"));

        assertThat(visitor.address().getAuthority())
                .isEqualTo(WORLD.service().at("/").getAuthority());
        assertThat(visitor.status()).isEqualTo(200);
    }
}
