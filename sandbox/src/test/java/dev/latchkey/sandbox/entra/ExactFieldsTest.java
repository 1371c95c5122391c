package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.Scenarios.Scenario;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** Each document has the fields that Entra's has, of their types, and no others. */
class ExactFieldsTest {

    private static final String ADELE = "adele@adventure-works.example";

    private static final String CONFIGURATION = """
            token_endpoint STRING
            token_endpoint_auth_methods_supported ARRAY
            jwks_uri STRING
            response_modes_supported ARRAY
            subject_types_supported ARRAY
            id_token_signing_alg_values_supported ARRAY
            response_types_supported ARRAY
            scopes_supported ARRAY
            issuer STRING
            request_uri_parameter_supported BOOLEAN
            userinfo_endpoint STRING
            authorization_endpoint STRING
            device_authorization_endpoint STRING
            http_logout_supported BOOLEAN
            frontchannel_logout_supported BOOLEAN
            end_session_endpoint STRING
            claims_supported ARRAY
            tenant_region_scope STRING
            cloud_instance_name STRING
            cloud_graph_host_name STRING
            msgraph_host STRING
            rbac_url STRING
            """;

    private static final String KEY = """
            kty STRING
            use STRING
            kid STRING
            x5t STRING
            n STRING
            e STRING
            x5c ARRAY
            issuer STRING
            """;

    private static final String ACCESS = """
            token_type STRING
            scope STRING
            expires_in NUMBER
            ext_expires_in NUMBER
            access_token STRING
            """;

    private static final String ERROR = """
            error STRING
            error_description STRING
            error_codes ARRAY
            timestamp STRING
            trace_id STRING
            correlation_id STRING
            error_uri STRING
            """;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final App app = new App(microsoft.sandbox());

    @Test
    void theConfigurationOfATenantAndOfAny() {
        assertFields(configuration("contoso.example"), CONFIGURATION);
        assertFields(
                configuration("organizations"),
                CONFIGURATION.replace("tenant_region_scope STRING", "tenant_region_scope NULL"));
    }

    @Test
    void theKeys() {
        var document = app.get("/common/discovery/v2.0/keys").body();

        assertFields(document, "keys ARRAY");
        assertThat(document.path("keys")).isNotEmpty().allSatisfy(key -> assertFields(key, KEY));
    }

    @Test
    void theTokensOfARedemptionAndOfARefresh() {
        var full = app.redeem(app.code(ADELE, App.SEND), Map.of("client_info", "1"));
        var least = app.redeem(app.code(ADELE, "User.Read"), Map.of());
        var refreshed = app.refresh(full.text("refresh_token"), "Mail.Send");

        assertFields(full.body(), ACCESS + "refresh_token STRING\nid_token STRING\nclient_info STRING");
        assertFields(least.body(), ACCESS);
        assertFields(refreshed.body(), ACCESS + "refresh_token STRING");
    }

    @Test
    void everyErrorOfTheTokenEndpoint() {
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        for (var scenario : Scenarios.all()) {
            if (scenario instanceof Scenario.Code(var row) && row.places().contains(ErrorPlace.REFRESH)) {
                app.post("/_sandbox/scenario/" + scenario.name(), "{\"place\":\"REFRESH\"}");
                var refused = app.refresh(token, "").body();
                assertThat(refused.path("error_codes").path(0).asInt()).isEqualTo(row.code());
                assertFields(refused, row.suberror() == null ? ERROR : ERROR + "suberror STRING");
            }
        }
    }

    @Test
    void aPolicysErrorHasItsClaimsAsText() {
        var directory = microsoft.sandbox().directory();
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        var northwind = directory.tenant("northwind.example").orElseThrow();
        directory.change(
                directory.tenant("adventure-works.example").orElseThrow(),
                Map.of("conditionalAccess", northwind.settings().conditionalAccess()));

        assertFields(app.refresh(token, "").body(), ERROR + "suberror STRING\nclaims STRING");
    }

    @Test
    void anErrorOfDiscovery() {
        assertFields(configuration("nowhere.example"), ERROR);
    }

    private JsonNode configuration(String tenant) {
        return app.get("/" + tenant + "/v2.0/.well-known/openid-configuration").body();
    }

    private static void assertFields(JsonNode document, String table) {
        var expected = new LinkedHashMap<String, JsonNodeType>();
        table.lines()
                .map(line -> line.split(" ", 2))
                .forEach(cells -> expected.put(cells[0], JsonNodeType.valueOf(cells[1])));
        var actual = new LinkedHashMap<String, JsonNodeType>();
        document.properties()
                .forEach(field -> actual.put(
                        field.getKey(), Objects.requireNonNull(field.getValue()).getNodeType()));
        assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
    }
}
