package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.SignInAudience;
import dev.latchkey.sandbox.web.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the parameters of an authorization request, in the order in which Entra finds fault with them. */
final class AuthorizeChecks {

    sealed interface Checked {
        record Good(AuthorizeRequest request) implements Checked {}

        /** There is no address that could be trusted with an answer: a page says it. */
        record Untrusted(EntraError error) implements Checked {}

        /** The application is told. */
        record Faulty(AuthorizeRequest request, EntraError error) implements Checked {}
    }

    private static final Set<String> PROMPTS = Set.of("login", "none", "consent", "select_account");
    private static final Set<String> METHODS = Set.of("plain", "S256");
    private static final String PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private final Directory directory;

    AuthorizeChecks(Directory directory) {
        this.directory = directory;
    }

    Checked authorize(String tenant, Fields fields) {
        var untrusted = untrusted(tenant, fields);
        if (untrusted.isPresent()) {
            return new Checked.Untrusted(untrusted.get());
        }
        var parsed =
                RequestedScopes.parse(fields.get("scope"), application(fields).permissions());
        var request = request(tenant, fields, parsed);
        return registration(tenant, application(fields))
                .or(() -> parameters(fields))
                .or(() -> parsed instanceof RequestedScopes.Parsed.Refused(var error)
                        ? Optional.of(error)
                        : Optional.empty())
                .<Checked>map(error -> new Checked.Faulty(request, error))
                .orElseGet(() -> new Checked.Good(request));
    }

    /** The v2.0/adminconsent endpoint takes {@code organizations} or a tenant, and asks for what is registered. */
    Checked adminConsent(String tenant, Fields fields) {
        if (tenant.equals("common")) {
            return new Checked.Untrusted(Aadsts.MISSING_PARAMETER.with("response_type"));
        }
        var untrusted = untrusted(tenant, fields);
        if (untrusted.isPresent()) {
            return new Checked.Untrusted(untrusted.get());
        }
        var scope = fields.get("scope", Resource.GRAPH.address() + "/.default");
        var parsed = RequestedScopes.parse(scope, application(fields).permissions());
        var request = request(tenant, fields, parsed);
        return parsed instanceof RequestedScopes.Parsed.Refused(var error)
                ? new Checked.Faulty(request, error)
                : new Checked.Good(request);
    }

    boolean tenantExists(String tenant) {
        return List.of("common", "organizations", "consumers", PERSONAL_TENANT).contains(tenant)
                || directory.tenant(tenant).isPresent();
    }

    static boolean personalOnly(String tenant) {
        return tenant.equals("consumers") || tenant.equals(PERSONAL_TENANT);
    }

    private Optional<EntraError> untrusted(String tenant, Fields fields) {
        if (!tenantExists(tenant)) {
            return Optional.of(Aadsts.TENANT_UNKNOWN.with(tenant));
        }
        var clientId = fields.get("client_id");
        if (clientId == null) {
            return Optional.of(Aadsts.MISSING_PARAMETER.with("client_id"));
        }
        var application = directory.application(clientId.toLowerCase(Locale.ROOT));
        if (application.isEmpty()) {
            return Optional.of(Aadsts.APP_UNKNOWN.with(clientId, tenant));
        }
        var redirectUri = fields.get("redirect_uri");
        if (redirectUri == null) {
            return Optional.of(Aadsts.REDIRECT_MISSING.with());
        }
        if (application.get().redirectUris().isEmpty()) {
            return Optional.of(Aadsts.REDIRECT_NONE.with());
        }
        return RedirectUris.registered(redirectUri, application.get())
                ? Optional.empty()
                : Optional.of(Aadsts.REDIRECT_MISMATCH.with(redirectUri, clientId));
    }

    private Application application(Fields fields) {
        return directory
                .application(fields.get("client_id", "").toLowerCase(Locale.ROOT))
                .orElseThrow();
    }

    private static Optional<EntraError> registration(String tenant, Application application) {
        if (application.signInAudience() == SignInAudience.AZURE_AD_MY_ORG
                && List.of("common", "organizations").contains(tenant)) {
            return Optional.of(Aadsts.SINGLE_TENANT.with(application.clientId()));
        }
        return application.permissions().isEmpty() ? Optional.of(Aadsts.USER_READ_MISSING.with()) : Optional.empty();
    }

    private static Optional<EntraError> parameters(Fields fields) {
        var responseType = fields.get("response_type");
        if (responseType == null) {
            return Optional.of(Aadsts.MISSING_PARAMETER.with("response_type"));
        }
        var types = Arrays.asList(responseType.split(" "));
        if (types.contains("id_token")) {
            return Optional.of(Aadsts.ID_TOKEN_OFF.with());
        }
        if (!types.equals(List.of("code"))) {
            return Optional.of(Aadsts.RESPONSE_TYPE.with(responseType));
        }
        if (ResponseMode.of(fields.get("response_mode")).isEmpty()) {
            return Optional.of(Aadsts.RESPONSE_MODE.with(fields.get("response_mode", "")));
        }
        return prompt(fields.get("prompt")).or(() -> challenge(fields));
    }

    private static Optional<EntraError> prompt(@Nullable String prompt) {
        if (prompt == null || PROMPTS.contains(prompt)) {
            return Optional.empty();
        }
        return Optional.of(
                prompt.equals("admin_consent")
                        ? Aadsts.PROMPT_INVALID.with(prompt)
                        : Aadsts.INVALID_PARAMETER.with("prompt", prompt));
    }

    /** RFC 7636 §4.2: 43 to 128 characters; a challenge without a method is plain. */
    private static Optional<EntraError> challenge(Fields fields) {
        var challenge = fields.get("code_challenge");
        if (challenge == null) {
            return Optional.empty();
        }
        if (challenge.length() < 43 || challenge.length() > 128) {
            return Optional.of(Aadsts.CHALLENGE_SIZE.with());
        }
        return METHODS.contains(fields.get("code_challenge_method", "plain"))
                ? Optional.empty()
                : Optional.of(Aadsts.VERIFIER_SIZE.with());
    }

    private static AuthorizeRequest request(String tenant, Fields fields, RequestedScopes.Parsed parsed) {
        Set<Permission> permissions =
                parsed instanceof RequestedScopes.Parsed.Understood(var scopes) ? scopes.permissions() : Set.of();
        return new AuthorizeRequest(
                tenant,
                fields.get("client_id", "").toLowerCase(Locale.ROOT),
                fields.get("redirect_uri", ""),
                ResponseMode.of(fields.get("response_mode")).orElse(ResponseMode.QUERY),
                fields.get("scope", ""),
                permissions,
                fields.get("state"),
                fields.get("nonce"),
                fields.get("prompt"),
                fields.get("login_hint"),
                fields.get("domain_hint"),
                fields.get("code_challenge"),
                fields.get("code_challenge_method", "plain"),
                fields.get("client_info", "").equals("1"));
    }
}
