package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.TokenOutcome.Issued;
import dev.latchkey.sandbox.entra.TokenRequests.TokenRequest;
import dev.latchkey.sandbox.store.Ledger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the success document of the token endpoint. */
final class TokenIssuer {

    private final Grants grants;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final Ledger ledger;

    TokenIssuer(Grants grants, AccessTokens accessTokens, IdTokens idTokens, Ledger ledger) {
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.ledger = ledger;
    }

    /** A token for the first resource named, with all that is granted there, asked for or not. */
    TokenOutcome issue(
            TokenRequest request,
            User user,
            RequestedScopes scopes,
            @Nullable String refreshToken,
            @Nullable String nonce) {
        var application = request.application();
        var resource = scopes.resources().getFirst();
        var granted = atResource(grants.of(user, application), resource);
        var caller = new Caller(
                application.clientId(),
                user.tenantId(),
                user.objectId(),
                resource.audience(),
                RequestedScopes.names(granted));
        var accessToken = accessTokens.issue(caller);
        var document = new LinkedHashMap<String, Object>();
        document.put("token_type", "Bearer");
        document.put("scope", scope(granted, resource, scopes.prefixed()));
        document.put("expires_in", accessToken.expiresIn().toSeconds());
        document.put("ext_expires_in", accessToken.expiresIn().toSeconds());
        document.put("access_token", accessToken.value());
        if (refreshToken != null) {
            document.put("refresh_token", refreshToken);
        }
        if (scopes.asks(Permission.OPENID)) {
            document.put("id_token", idTokens.issue(request.origin(), application, user, scopes.permissions(), nonce));
        }
        if (request.fields().get("client_info", "").equals("1")) {
            document.put("client_info", AuthorizationResponses.clientInfo(idTokens.home(user)));
        }
        record(request, user, caller);
        return new Issued(document);
    }

    private static Set<Permission> atResource(Set<Permission> granted, Resource resource) {
        var here = new LinkedHashSet<Permission>();
        for (var permission : granted) {
            if (permission != Permission.OFFLINE_ACCESS && permission.availableAt(resource)) {
                here.add(permission);
            }
        }
        return here;
    }

    private static String scope(Set<Permission> granted, Resource resource, boolean prefixed) {
        var names = new LinkedHashSet<String>();
        for (var permission : granted) {
            var full = !permission.signIn() && (prefixed || resource != Resource.GRAPH);
            names.add(full ? resource.address() + "/" + permission.scope() : permission.scope());
        }
        return String.join(" ", names);
    }

    private void record(TokenRequest request, User user, Caller caller) {
        ledger.record(
                "token.issued",
                Map.of(
                        "grant", request.fields().get("grant_type", ""),
                        "clientId", caller.appId(),
                        "tenantId", caller.tenantId(),
                        "user", user.address(),
                        "audience", caller.audience(),
                        "scopes", String.join(" ", caller.scopes())));
    }
}
