package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents by which clients find the rest: OpenID configuration, keys, instance discovery. */
final class Discovery implements HttpService {

    private static final List<String> GLOBAL =
            List.of("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net");
    /** The literal that stands in the issuer of endpoints that serve every tenant. */
    private static final String ANY_TENANT = "{tenantid}";

    private static final List<String> CLAIMS = List.of(
            "sub",
            "iss",
            "cloud_instance_name",
            "cloud_instance_host_name",
            "cloud_graph_host_name",
            "msgraph_host",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
            "nonce",
            "preferred_username",
            "name",
            "tid",
            "ver",
            "at_hash",
            "c_hash",
            "email");

    private final Store store;
    private final Directory directory;
    private final AuthorizeChecks checks;
    private final SigningKey signingKey;
    private final Clock clock;

    Discovery(Store store, Directory directory, SigningKey signingKey, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.checks = new AuthorizeChecks(directory);
        this.signingKey = signingKey;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/{tenant}/v2.0/.well-known/openid-configuration", this::configuration)
                .get("/{tenant}/discovery/v2.0/keys", this::keys)
                .get("/common/discovery/instance", this::instance);
    }

    private void configuration(ServerRequest request, ServerResponse response) {
        var tenant = tenant(request);
        if (!checks.tenantExists(tenant)) {
            refuse(response, Aadsts.TENANT_UNKNOWN.with(tenant).as("invalid_tenant"));
            return;
        }
        Json.send(response, Status.OK_200, document(Origin.of(request), tenant));
    }

    private Map<String, Object> document(String origin, String tenant) {
        var path = origin + "/" + tenant;
        var issuer = directory.tenant(tenant).map(Directory.Tenant::id).orElse(ANY_TENANT);
        var document = new LinkedHashMap<String, Object>();
        document.put("token_endpoint", path + "/oauth2/v2.0/token");
        document.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        document.put("jwks_uri", path + "/discovery/v2.0/keys");
        document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("response_types_supported", List.of("code", "id_token", "code id_token", "id_token token"));
        document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        document.put("issuer", origin + "/" + issuer + "/v2.0");
        document.put("request_uri_parameter_supported", false);
        document.put("userinfo_endpoint", origin + "/oidc/userinfo");
        document.put("authorization_endpoint", path + "/oauth2/v2.0/authorize");
        document.put("device_authorization_endpoint", path + "/oauth2/v2.0/devicecode");
        document.put("http_logout_supported", true);
        document.put("frontchannel_logout_supported", true);
        document.put("end_session_endpoint", path + "/oauth2/v2.0/logout");
        document.put("claims_supported", CLAIMS);
        document.put("tenant_region_scope", issuer.equals(ANY_TENANT) ? null : "EU");
        document.put("cloud_instance_name", "microsoftonline.com");
        document.put("cloud_graph_host_name", "graph.windows.net");
        document.put("msgraph_host", URI.create(origin).getAuthority());
        document.put("rbac_url", "https://pas.windows.net");
        return document;
    }

    private void keys(ServerRequest request, ServerResponse response) {
        var tenant = directory.tenant(tenant(request)).map(Directory.Tenant::id).orElse(ANY_TENANT);
        var published = signingKey.publicKey();
        var key = new LinkedHashMap<>(published.toJSONObject());
        key.put("x5t", published.getKeyID());
        key.put("issuer", Origin.of(request) + "/" + tenant + "/v2.0");
        store.commit();
        Json.send(response, Status.OK_200, Map.of("keys", List.of(key)));
    }

    private void instance(ServerRequest request, ServerResponse response) {
        var asked = Fields.ofQuery(request).get("authorization_endpoint", "");
        var host = host(asked);
        if (!host.equals(request.authority()) && !GLOBAL.contains(host)) {
            refuse(response, Aadsts.INSTANCE_UNKNOWN.with());
            return;
        }
        var own = Map.of(
                "preferred_network", request.authority(),
                "preferred_cache", request.authority(),
                "aliases", List.of(request.authority()));
        var global = Map.of(
                "preferred_network", "login.microsoftonline.com",
                "preferred_cache", "login.windows.net",
                "aliases", GLOBAL);
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "tenant_discovery_endpoint",
                (GLOBAL.contains(host) ? "https://" + host : Origin.of(request))
                        + "/common/v2.0/.well-known/openid-configuration");
        document.put("api-version", "1.1");
        document.put("metadata", List.of(global, own));
        Json.send(response, Status.OK_200, document);
    }

    private static String host(String endpoint) {
        try {
            var authority = URI.create(endpoint).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void refuse(ServerResponse response, EntraError error) {
        Json.send(response, Status.BAD_REQUEST_400, error.document(Trace.begin(clock, null)));
    }

    private static String tenant(ServerRequest request) {
        return request.path().pathParameters().get("tenant");
    }
}
