package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.TokenOutcome.Issued;
import dev.latchkey.sandbox.entra.TokenOutcome.Refused;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.web.Fields;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Redeems codes and refresh tokens. The state of tenant, user and consent is looked at anew each time. */
final class TokenRequests {

    private final Directory directory;
    private final ConsentRules rules;
    private final Admission admission;
    private final Grants grants;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final Ledger ledger;

    @SuppressWarnings("size:parameters") // wired in one place
    TokenRequests(
            Directory directory,
            ConsentRules rules,
            Admission admission,
            Grants grants,
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            IdTokens idTokens,
            Ledger ledger) {
        this.directory = directory;
        this.rules = rules;
        this.admission = admission;
        this.grants = grants;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.ledger = ledger;
    }

    /** A request by an application that has proved who it is. */
    record TokenRequest(String origin, String tenant, Application application, Fields fields) {}

    TokenOutcome redeemCode(TokenRequest request) {
        var value = request.fields().get("code");
        if (value == null) {
            return refused(Aadsts.MISSING_PARAMETER, "code");
        }
        var found = codes.find(value);
        if (found.isEmpty()) {
            return refused(Aadsts.GRANT_MALFORMED);
        }
        var code = found.get();
        var wrong = wrongCode(request, code);
        if (wrong.isPresent()) {
            return new Refused(wrong.get());
        }
        var user = directory.user(code.userId()).orElseThrow();
        var scope = request.fields().get("scope", String.join(" ", code.scopes()));
        return switch (Scopes.parse(scope, request.application().permissions())) {
            case Scopes.Parsed.Refused(var error) -> new Refused(error);
            case Scopes.Parsed.Understood(var scopes) -> {
                if (scopes.resources().size() > 1) {
                    yield refused(Aadsts.MIXED_RESOURCES, scope);
                }
                var blocked = blocked(request, user, scopes, code.proofs());
                if (blocked.isPresent()) {
                    yield new Refused(blocked.get());
                }
                yield codes.redeem(value) ? firstTokens(request, user, scopes, code) : refused(Aadsts.CODE_REDEEMED);
            }
        };
    }

    private Optional<EntraError> wrongCode(TokenRequest request, AuthorizationCodes.AuthorizationCode code) {
        if (!code.clientId().equals(request.application().clientId())) {
            return Optional.of(Aadsts.GRANT_INVALID.with("code"));
        }
        var tenant = directory.tenant(request.tenant());
        var user = directory.user(code.userId());
        if (user.isEmpty()
                || (tenant.isPresent() && !tenant.get().id().equals(user.get().tenantId()))) {
            return Optional.of(Aadsts.CODE_OTHER_TENANT.with());
        }
        if (code.redeemed()) {
            return Optional.of(Aadsts.CODE_REDEEMED.with());
        }
        if (codes.expired(code)) {
            return Optional.of(Aadsts.CODE_EXPIRED.with());
        }
        var redirectUri = request.fields().get("redirect_uri", "");
        if (!code.redirectUri().equals(redirectUri)) {
            return Optional.of(Aadsts.REDIRECT_MISMATCH.with(redirectUri, code.clientId()));
        }
        return Pkce.wrong(
                code.codeChallenge(),
                code.codeChallengeMethod(),
                request.fields().get("code_verifier"));
    }

    private TokenOutcome firstTokens(
            TokenRequest request, User user, Scopes scopes, AuthorizationCodes.AuthorizationCode code) {
        var clientId = request.application().clientId();
        var wanted = code.scopes();
        var refreshToken = wanted.contains(Permission.OFFLINE_ACCESS.scope()) || scopes.asks(Permission.OFFLINE_ACCESS)
                ? refreshTokens.issue(clientId, user.objectId(), wanted, code.proofs())
                : null;
        return issued(request, user, scopes, refreshToken, code.nonce());
    }

    TokenOutcome refresh(TokenRequest request) {
        var value = request.fields().get("refresh_token");
        if (value == null) {
            return refused(Aadsts.MISSING_PARAMETER, "refresh_token");
        }
        var found = refreshTokens.find(value);
        if (found.isEmpty()) {
            return refused(Aadsts.GRANT_MALFORMED);
        }
        var token = found.get();
        var user = directory.user(token.userId());
        if (!token.clientId().equals(request.application().clientId())) {
            return refused(Aadsts.GRANT_INVALID, "refresh_token");
        }
        if (user.isEmpty()) {
            return refused(Aadsts.ACCOUNT_UNKNOWN, token.userId());
        }
        if (refreshTokens.inactive(token)) {
            return refused(Aadsts.REFRESH_INACTIVE, token.lastUsed());
        }
        var validFrom = user.get().settings().signInSessionsValidFrom();
        if (token.issuedAt().isBefore(validFrom)) {
            return refused(Aadsts.GRANT_REVOKED, token.issuedAt(), validFrom);
        }
        var scope = request.fields().get("scope", String.join(" ", token.scopes()));
        return switch (Scopes.parse(scope, request.application().permissions())) {
            case Scopes.Parsed.Refused(var error) -> new Refused(error);
            case Scopes.Parsed.Understood(var scopes) ->
                blocked(request, user.get(), scopes, token.proofs())
                        .<TokenOutcome>map(Refused::new)
                        .orElseGet(() -> issued(request, user.get(), scopes, refreshTokens.rotate(value, token), null));
        };
    }

    /** What may have changed since the user signed in. */
    private Optional<EntraError> blocked(TokenRequest request, User user, Scopes scopes, Set<Proof> proofs) {
        var application = request.application();
        var tenant = directory.tenantOf(user);
        if (!grants.knows(tenant, application)) {
            return Optional.of(Aadsts.APP_UNKNOWN.with(application.clientId(), tenant.displayName()));
        }
        var access = new Access(user, scopes.permissions(), admission.atRefresh(user, proofs));
        return admission
                .refusal(application, access)
                .or(() -> rules.missing(user, application, scopes.permissions()).isEmpty()
                        ? Optional.empty()
                        : Optional.of(Aadsts.CONSENT_MISSING.with(application.clientId(), application.displayName())));
    }

    /** A token for the first resource named, with all that is granted there, asked for or not. */
    private TokenOutcome issued(
            TokenRequest request, User user, Scopes scopes, @Nullable String refreshToken, @Nullable String nonce) {
        var application = request.application();
        var resource = scopes.resources().getFirst();
        var granted = atResource(grants.of(user, application), resource);
        var caller = new Caller(
                application.clientId(), user.tenantId(), user.objectId(), resource.audience(), Scopes.names(granted));
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
            document.put("client_info", Replies.clientInfo(idTokens.home(user)));
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

    private static Refused refused(Aadsts aadsts, Object... values) {
        return new Refused(aadsts.with(values));
    }
}
