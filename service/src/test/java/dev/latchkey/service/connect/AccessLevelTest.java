package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponentsBuilder;

/** What each access level asks of Microsoft, to the letter. */
class AccessLevelTest {

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();

    @ParameterizedTest
    @CsvSource({
        "send, Mail.Send User.Read openid profile offline_access",
        "read_basic, Mail.ReadBasic User.Read openid profile offline_access",
        "read, Mail.Read User.Read openid profile offline_access",
        "send_and_read, Mail.ReadWrite Mail.Send User.Read openid profile offline_access"
    })
    void theAuthorizeAddressAsksForThisAndNothingElse(String access, String scopes) {
        var address = address("""
                {"member": "olive@enginy.example", "access": "%s"}""".formatted(access));

        var parameters =
                UriComponentsBuilder.fromUri(address).build().getQueryParams().toSingleValueMap();
        assertThat(address.getPath()).isEqualTo("/organizations/oauth2/v2.0/authorize");
        assertThat(decoded(parameters, "scope")).isEqualTo(scopes);
        assertThat(parameters).containsEntry("response_type", "code").containsEntry("response_mode", "form_post");
        assertThat(parameters).containsEntry("code_challenge_method", "S256").containsKeys("state", "nonce");
        assertThat(parameters).containsEntry("prompt", "select_account").doesNotContainKey("login_hint");
        assertThat(parameters)
                .containsOnlyKeys(
                        "client_id",
                        "response_type",
                        "redirect_uri",
                        "scope",
                        "response_mode",
                        "state",
                        "nonce",
                        "code_challenge",
                        "code_challenge_method",
                        "prompt");
    }

    @ParameterizedTest
    @CsvSource({"send", "send_and_read"})
    void anExpectedAddressIsAHintInThePlaceOfThePicker(String access) {
        var address = address("""
                {"member": "olive@enginy.example", "access": "%s", "expected_address": "adele@contoso.example"}""".formatted(access));

        var parameters =
                UriComponentsBuilder.fromUri(address).build().getQueryParams().toSingleValueMap();
        assertThat(decoded(parameters, "login_hint")).isEqualTo("adele@contoso.example");
        assertThat(parameters).doesNotContainKey("prompt");
    }

    private URI address(String link) {
        var url = api.post("/v1/connect-links", link).json().path("url").asString();
        return world.ownerElsewhere().open(URI.create(url)).pressAndStop("Connect Microsoft 365", Map.of());
    }

    private static String decoded(Map<String, String> parameters, String name) {
        return URLDecoder.decode(parameters.getOrDefault(name, ""), StandardCharsets.UTF_8);
    }
}
