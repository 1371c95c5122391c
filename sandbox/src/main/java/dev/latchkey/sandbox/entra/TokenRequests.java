package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.TokenOutcome.Refused;
import dev.latchkey.sandbox.web.Fields;
import java.util.List;
import java.util.Optional;

/** Redeems codes and refresh tokens. The state of tenant, user and consent is looked at anew each time. */
final class TokenRequests {

    private final Directory directory;
    private final ConsentRules rules;
    private final Admission admission;
    private final Grants grants;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer issuer;
    private final Scenarios scenarios;
    private final SignInLog log;

    @SuppressWarnings("size:parameters") // wired in one place
    TokenRequests(
            Directory directory,
            ConsentRules rules,
            Admission admission,
            Grants grants,
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            TokenIssuer issuer,
            Scenarios scenarios,
            SignInLog log) {
        this.directory = directory;
        this.rules = rules;
        this.admission = admission;
        this.grants = grants;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.issuer = issuer;
        this.scenarios = scenarios;
        this.log = log;
    }

    /**
     * A request by an application that has proved who it is.
     *
     * @param caller the address from which it comes
     */
    record TokenRequest(
            String origin, String tenant, Application application, Fields fields, String caller, Trace trace) {}

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
        return switch (RequestedScopes.parse(scope, byDefault(user, request.application()))) {
            case RequestedScopes.Parsed.Refused(var error) -> new Refused(error);
            case RequestedScopes.Parsed.Understood(var scopes) -> {
                if (scopes.resources().size() > 1) {
                    yield refused(Aadsts.MIXED_RESOURCES, scope);
                }
                var access = new Access(
                        user, scopes.permissions(), admission.atRefresh(user, code.proofs(), request.caller()));
                var error = scenario(user, ErrorPlace.REDEMPTION).or(() -> blocked(request.application(), access));
                error.ifPresent(refusal -> log.record(attempt(request, access), refusal.code()));
                if (error.isPresent()) {
                    yield new Refused(error.get());
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
            TokenRequest request, User user, RequestedScopes scopes, AuthorizationCodes.AuthorizationCode code) {
        var clientId = request.application().clientId();
        var wanted = code.scopes();
        var refreshToken = wanted.contains(Permission.OFFLINE_ACCESS.scope()) || scopes.asks(Permission.OFFLINE_ACCESS)
                ? refreshTokens.issue(clientId, user.objectId(), wanted, code.proofs())
                : null;
        return issuer.issue(request, user, scopes, refreshToken, code.nonce());
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
        var scope = request.fields().get("scope", String.join(" ", token.scopes()));
        return switch (RequestedScopes.parse(scope, byDefault(user.get(), request.application()))) {
            case RequestedScopes.Parsed.Refused(var error) -> new Refused(error);
            case RequestedScopes.Parsed.Understood(var scopes) -> {
                var proofs = admission.atRefresh(user.get(), token.proofs(), request.caller());
                var access = new Access(user.get(), scopes.permissions(), proofs);
                var error = scenario(user.get(), ErrorPlace.REFRESH)
                        .or(() -> ended(user.get(), value, token))
                        .or(() -> blocked(request.application(), access));
                var outcome = error.<TokenOutcome>map(Refused::new)
                        .orElseGet(() -> nextTokens(request, user.get(), scopes, token));
                log.record(attempt(request, access), outcome instanceof Refused(var why) ? why.code() : 0);
                yield outcome;
            }
        };
    }

    /**
     * What {@code .default} stands for: what is granted, where anything is. See
     * https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope.
     */
    private List<String> byDefault(User user, Application application) {
        var granted = RequestedScopes.names(grants.of(user, application));
        return granted.isEmpty() ? application.permissions() : List.copyOf(granted);
    }

    private Optional<EntraError> scenario(User user, ErrorPlace place) {
        return scenarios.take(user, place).map(Scenarios.Due::error);
    }

    private TokenOutcome nextTokens(
            TokenRequest request, User user, RequestedScopes scopes, RefreshTokens.RefreshToken token) {
        var use = directory.tenantOf(user).settings().refreshTokens();
        var value = request.fields().get("refresh_token", "");
        return switch (refreshTokens.rotate(value, use)) {
            case RefreshTokens.Rotation.Next(var next) -> issuer.issue(request, user, scopes, next, null);
            case RefreshTokens.Rotation.Reused(var revoked) -> refused(Aadsts.GRANT_REVOKED, token.issuedAt(), revoked);
        };
    }

    private Optional<EntraError> ended(User user, String value, RefreshTokens.RefreshToken token) {
        if (refreshTokens.inactive(token)) {
            return Optional.of(Aadsts.REFRESH_INACTIVE.with(token.lastUsed()));
        }
        var validFrom = user.settings().signInSessionsValidFrom();
        return refreshTokens
                .revoked(value)
                .or(() -> Optional.of(validFrom).filter(token.issuedAt()::isBefore))
                .map(since -> Aadsts.GRANT_REVOKED.with(token.issuedAt(), since));
    }

    /** What may have changed since the user signed in. */
    private Optional<EntraError> blocked(Application application, Access access) {
        var user = access.user();
        var tenant = directory.tenantOf(user);
        if (!grants.knows(tenant, application)) {
            return Optional.of(Aadsts.APP_UNKNOWN.with(application.clientId(), tenant.displayName()));
        }
        return admission
                .refusal(application, access)
                .or(() -> rules.missing(user, application, access.permissions()).isEmpty()
                        ? Optional.empty()
                        : Optional.of(Aadsts.CONSENT_MISSING.with(application.clientId(), application.displayName())));
    }

    /** Without a person, also where one has just signed in. */
    private static SignInLog.Attempt attempt(TokenRequest request, Access access) {
        return new SignInLog.Attempt(access.user(), request.application(), access, false, request.trace());
    }

    private static Refused refused(Aadsts aadsts, Object... values) {
        return new Refused(aadsts.with(values));
    }
}
