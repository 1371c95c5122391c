package dev.latchkey.microsoft.entra;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.http.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One application at Entra ID. Safe for many threads; keep one, for it caches the keys that sign id_tokens.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 */
public final class Entra {

    private static final String TOKEN = "/oauth2/v2.0/token";
    // a tenant becomes part of a path
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

    private final Cloud cloud;
    private final AppRegistration registration;
    private final TokenEndpoint tokens;
    private final SigningKeys keys;
    private final IdTokens idTokens;
    private final TenantDiscovery discovery;

    public Entra(Cloud cloud, AppRegistration registration, Clock clock) {
        this(cloud, registration, new Http(), clock);
    }

    public Entra(Cloud cloud, AppRegistration registration, Http http, Clock clock) {
        this.cloud = cloud;
        this.registration = registration;
        this.tokens = new TokenEndpoint(registration, http, clock);
        this.keys = new SigningKeys(http, clock);
        this.idTokens = new IdTokens(cloud, registration.clientId(), keys, clock);
        this.discovery = new TenantDiscovery(http);
    }

    /** Where to send a browser so that a person signs in and consents. */
    public URI authorizeUrl(AuthorizeRequest request) {
        var url = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        Scopes.withSignIn(request.scopes()),
                        new ClientID(registration.clientId()),
                        request.redirectUri())
                .endpointURI(endpoint(request.tenant(), "/oauth2/v2.0/authorize"))
                .state(new State(request.state()))
                .nonce(new Nonce(request.nonce()))
                .codeChallenge(new CodeVerifier(request.codeVerifier()), CodeChallengeMethod.S256)
                .responseMode(
                        switch (request.responseMode()) {
                            case QUERY -> com.nimbusds.oauth2.sdk.ResponseMode.QUERY;
                            case FORM_POST -> com.nimbusds.oauth2.sdk.ResponseMode.FORM_POST;
                        });
        if (request.silent()) {
            url.prompt(new Prompt(Prompt.Type.NONE));
        }
        // Entra ID refuses both together; prompt=consent would ask again those who are covered by an administrator
        if (request.loginHint() != null) {
            url.loginHint(request.loginHint());
        } else if (!request.silent()) {
            url.prompt(new Prompt(Prompt.Type.SELECT_ACCOUNT));
        }
        return url.build().toURI();
    }

    /**
     * Where an administrator grants these permissions for everybody. The way back brings no code, and whatever it brings
     * is forgeable: see {@link AdminConsentReply}.
     *
     * @param tenant its id or domain; {@code organizations} where it is not known
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
     */
    public URI adminConsentUrl(String tenant, Set<String> scopes, URI redirectUri, String state) {
        var parameters = new TreeMap<>(Map.of(
                "client_id", registration.clientId(),
                "scope", Scopes.withSignIn(scopes).toString(),
                "redirect_uri", redirectUri.toString(),
                "state", state));
        // this endpoint takes no 'common'
        var known = tenant.isBlank() || tenant.equals("common") ? "organizations" : tenant;
        var query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(endpoint(known, "/v2.0/adminconsent") + "?" + query);
    }

    /**
     * The id of the tenant that has verified this domain; empty where there is none.
     *
     * @throws java.io.UncheckedIOException where Microsoft does not say now
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc">OpenID configuration</a>
     */
    public Optional<String> tenantOf(String domain) {
        return TENANT.matcher(domain).matches()
                ? discovery.tenantOf(endpoint(domain, "/v2.0/.well-known/openid-configuration"))
                : Optional.empty();
    }

    /** Turns a code into tokens and checks who signed in. Never repeat it with the same code, whatever came of it. */
    public TokenReply redeem(Redemption redemption) {
        var tenant = redemption.tenant();
        // fetched first: a code that is redeemed and then cannot be checked is lost
        if (!keys.available(keyAddress(tenant))) {
            return new TokenReply.Unreachable("the signing keys of Entra ID", null, null);
        }
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(redemption.code()),
                redemption.redirectUri(),
                new CodeVerifier(redemption.codeVerifier()));
        var scope = Scopes.withSignIn(redemption.scopes());
        return switch (tokens.post(endpoint(tenant, TOKEN), grant, scope)) {
            case TokenAnswer.None(var why) -> why;
            case TokenAnswer.Tokens(var granted, var idToken) ->
                idToken == null
                        ? new TokenReply.Untrusted("no id_token came")
                        : identified(granted, idToken, tenant, redemption.nonce());
        };
    }

    /**
     * Renews. The reply carries an identity only where {@code scopes} asks for {@code openid}: without it a refresh does
     * not depend on the signing keys.
     *
     * @param tenant the person's own, by id
     * @param scopes of one resource only
     */
    public TokenReply refresh(String tenant, RefreshToken token, Set<String> scopes) {
        return refresh(tenant, token, Scopes.withOfflineAccess(scopes));
    }

    /**
     * Renews with whatever is granted for Graph by now, be it more or less than was once asked for.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope">The .default scope</a>
     */
    public TokenReply refreshWithWhatIsGranted(String tenant, RefreshToken token) {
        return refresh(tenant, token, Scopes.withOfflineAccess(Set.of(allGranted())));
    }

    private TokenReply refresh(String tenant, RefreshToken token, Scope scope) {
        var grant = new RefreshTokenGrant(new com.nimbusds.oauth2.sdk.token.RefreshToken(token.value()));
        return switch (tokens.post(endpoint(tenant, TOKEN), grant, scope)) {
            case TokenAnswer.None(var why) -> why;
            case TokenAnswer.Tokens(var granted, var idToken) ->
                idToken == null || !scope.contains("openid") ? granted : identified(granted, idToken, tenant, null);
        };
    }

    /**
     * A token for the application itself, without a person: proof that its credential is good.
     *
     * @param tenant by id or domain; one that knows the application
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Client credentials</a>
     */
    public TokenReply appToken(String tenant) {
        return switch (tokens.post(endpoint(tenant, TOKEN), new ClientCredentialsGrant(), new Scope(allGranted()))) {
            case TokenAnswer.None(var why) -> why;
            case TokenAnswer.Tokens(var granted, var idToken) -> granted;
        };
    }

    private TokenReply identified(TokenReply.Granted granted, String idToken, String tenant, @Nullable String nonce) {
        return switch (idTokens.check(idToken, keyAddress(tenant), tenant, nonce)) {
            case IdTokens.Verdict.Invalid(var reason) -> new TokenReply.Untrusted(reason);
            case IdTokens.Verdict.Valid(var identity) ->
                new TokenReply.Granted(
                        granted.accessToken(), granted.expiresAt(), granted.refreshToken(), granted.scopes(), identity);
        };
    }

    private String allGranted() {
        return cloud.graphResource() + "/.default";
    }

    private URI keyAddress(String tenant) {
        return endpoint(tenant, "/discovery/v2.0/keys");
    }

    private URI endpoint(String tenant, String path) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not a tenant: " + tenant);
        }
        return URI.create(cloud.login() + "/" + tenant + path);
    }
}
