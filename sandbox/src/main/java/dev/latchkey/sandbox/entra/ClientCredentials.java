package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.TokenOutcome.Issued;
import dev.latchkey.sandbox.entra.TokenOutcome.Refused;
import dev.latchkey.sandbox.entra.TokenRequests.TokenRequest;
import dev.latchkey.sandbox.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code grant_type=client_credentials} of an application that has no application permissions: a token without roles, with
 * which it may do nothing.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Client credentials</a>
 */
final class ClientCredentials {

    private static final String DEFAULT = "/.default";

    private final Directory directory;
    private final Grants grants;
    private final AccessTokens accessTokens;
    private final Ledger ledger;

    ClientCredentials(Directory directory, Grants grants, AccessTokens accessTokens, Ledger ledger) {
        this.directory = directory;
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.ledger = ledger;
    }

    TokenOutcome token(TokenRequest request) {
        var application = request.application();
        var scope = request.fields().get("scope", "").strip();
        if (scope.isEmpty()) {
            return new Refused(Aadsts.MISSING_PARAMETER.with("scope"));
        }
        if (!scope.endsWith(DEFAULT) || scope.contains(" ")) {
            return new Refused(Aadsts.SCOPE_MALFORMED.with(scope));
        }
        var tenant = directory.tenant(request.tenant());
        if (tenant.isEmpty()) {
            return new Refused(Aadsts.TENANT_NOT_NAMED.with());
        }
        if (!grants.knows(tenant.get(), application)) {
            return new Refused(
                    Aadsts.APP_UNKNOWN.with(application.clientId(), tenant.get().displayName()));
        }
        if (!tenant.get().settings().applicationEnabled()) {
            return new Refused(Aadsts.APP_DISABLED.with(application.clientId(), application.displayName()));
        }
        return resource(scope)
                .<TokenOutcome>map(resource -> issue(application.clientId(), tenant.get(), resource))
                .orElseGet(() -> new Refused(Aadsts.RESOURCE_MISSING.with()));
    }

    private TokenOutcome issue(String clientId, Tenant tenant, Resource resource) {
        var caller =
                new Caller(clientId, tenant.id(), servicePrincipal(clientId, tenant), resource.audience(), Set.of());
        var accessToken = accessTokens.issueToApplication(caller);
        var document = new LinkedHashMap<String, Object>();
        document.put("token_type", "Bearer");
        document.put("expires_in", accessToken.expiresIn().toSeconds());
        document.put("ext_expires_in", accessToken.expiresIn().toSeconds());
        document.put("access_token", accessToken.value());
        ledger.record(
                "token.issued",
                Map.of(
                        "grant",
                        "client_credentials",
                        "clientId",
                        clientId,
                        "tenantId",
                        tenant.id(),
                        "audience",
                        resource.audience(),
                        "scopes",
                        ""));
        return new Issued(document);
    }

    private static Optional<Resource> resource(String scope) {
        return Arrays.stream(Resource.values())
                .filter(resource -> scope.equals(resource.address() + DEFAULT))
                .findFirst();
    }

    /** The object id of the enterprise application. */
    private static String servicePrincipal(String clientId, Tenant tenant) {
        return UUID.nameUUIDFromBytes((clientId + "/" + tenant.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
