package dev.latchkey.sandbox.entra;

/**
 * The errors that the sandbox gives, under Microsoft's numbers.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Error codes</a>
 */
enum Aadsts {
    CONSENT_MISSING(
            65001,
            "invalid_grant",
            "consent_required",
            "The user or administrator has not consented to use the application with ID '%s' named '%s'. Send an"
                    + " interactive authorization request for this user and resource."),
    DECLINED(65004, "access_denied", "", "User declined to consent to access the app."),
    ADMIN_NEEDED(90094, "access_denied", "", "Admin consent is required for the permissions requested by '%s'."),
    APPROVAL_NEEDED(
            90095, "access_denied", "", "Admin consent is required; '%s' may be requested from an administrator."),
    RISKY_ADMIN_NEEDED(900941, "access_denied", "", "Admin consent is required: '%s' is considered risky."),
    RISKY_APPROVAL_NEEDED(
            900981, "access_denied", "", "An administrator is asked for '%s' with a warning: it is risky."),

    SCOPE_UNKNOWN(
            650053,
            "invalid_client",
            "",
            "The application asked for scope '%s' that doesn't exist on the resource. Contact the app vendor."),
    RESOURCE_NOT_REGISTERED(
            650057,
            "invalid_client",
            "",
            "Invalid resource. The client has requested access to a resource which is not listed in the requested"
                    + " permissions in the client's application registration. Resource value from request: '%s'."),
    MIXED_RESOURCES(
            28000,
            "invalid_scope",
            "",
            "Provided value for the input parameter scope is not valid because it contains more than one resource."
                    + " Scope %s is not valid."),

    TENANT_UNKNOWN(
            90002,
            "invalid_request",
            "",
            "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct"
                    + " cloud."),
    INSTANCE_UNKNOWN(50049, "invalid_instance", "", "Unknown or invalid instance."),
    MISSING_PARAMETER(900144, "invalid_request", "", "The request body must contain the following parameter: '%s'."),
    INVALID_PARAMETER(90023, "invalid_request", "", "The request parameter '%s' is not supported: '%s'."),
    PROMPT_INVALID(901001, "invalid_request", "", "The prompt request parameter value '%s' is invalid."),
    RESPONSE_MODE(70007, "unsupported_response_mode", "", "'%s' is not a supported value of 'response_mode'."),
    RESPONSE_TYPE(70005, "unsupported_response_type", "", "The response type '%s' is not supported."),
    ID_TOKEN_OFF(
            700054, "unsupported_response_type", "", "response_type 'id_token' is not enabled for the application."),
    GRANT_TYPE(70003, "unsupported_grant_type", "", "The app requested an unsupported grant type '%s'."),
    REDIRECT_MISMATCH(
            50011,
            "invalid_client",
            "",
            "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the"
                    + " application '%s'."),
    REDIRECT_MISSING(900971, "invalid_request", "", "No reply address provided."),

    APP_UNKNOWN(
            700016,
            "unauthorized_client",
            "",
            "Application with identifier '%s' was not found in the directory '%s'. This can happen if the application"
                    + " has not been installed by the administrator of the tenant or consented to by any user in the"
                    + " tenant."),
    SECRET_WRONG(
            7000215,
            "invalid_client",
            "",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value,"
                    + " not the client secret ID, for a secret added to app '%s'."),
    CREDENTIAL_MISSING(
            7000218,
            "invalid_client",
            "",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
    ASSERTION_KEY(
            700027,
            "invalid_client",
            "",
            "The certificate with identifier used to sign the client assertion is not registered on application, or"
                    + " its signature is not valid. Application '%s'."),
    ASSERTION_MALFORMED(50027, "invalid_client", "", "JWT token is invalid or malformed."),
    ASSERTION_INVALID(50013, "invalid_client", "", "Assertion failed validation: %s."),
    ASSERTION_SUBJECT(50048, "invalid_client", "", "Subject must match Issuer claim in the client assertion."),

    CODE_REDEEMED(
            54005,
            "invalid_grant",
            "",
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing"
                    + " refresh token."),
    CODE_OTHER_TENANT(
            700005, "invalid_grant", "", "Provided Authorization Code is intended to use against other tenant."),
    GRANT_EXPIRED(
            70008,
            "invalid_grant",
            "",
            "The provided authorization code or refresh token has expired due to inactivity."),
    REFRESH_INACTIVE(
            700082,
            "invalid_grant",
            "token_expired",
            "The refresh token has expired due to inactivity. The token was issued on %s and was inactive for"
                    + " 90.00:00:00."),
    GRANT_INVALID(70000, "invalid_grant", "", "The provided value for the input parameter '%s' is not valid."),
    GRANT_MALFORMED(9002313, "invalid_grant", "bad_token", "Invalid request. Request is malformed or invalid."),
    GRANT_REVOKED(
            50173,
            "invalid_grant",
            "bad_token",
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have"
                    + " changed or reset their password. The grant was issued on '%s' and the TokensValidFrom date"
                    + " (before which tokens are not valid) for this user is '%s'."),
    VERIFIER_MISMATCH(
            501481,
            "invalid_grant",
            "",
            "The Code_Verifier does not match the code_challenge supplied in the authorization request."),
    CHALLENGE_SIZE(501491, "invalid_request", "", "Invalid size of Code_Challenge parameter."),
    VERIFIER_SIZE(50147, "invalid_request", "", "Invalid size of Code_Verifier or unknown code challenge method."),

    ACCOUNT_DISABLED(50057, "invalid_grant", "", "The user account is disabled."),
    ACCOUNT_UNKNOWN(
            50034,
            "invalid_grant",
            "bad_token",
            "The user account '%s' does not exist in the directory. To sign into this application, the account must be"
                    + " added to the directory."),
    ACCOUNT_FOREIGN(
            50020,
            "access_denied",
            "",
            "User account '%s' from identity provider does not exist in tenant '%s' and cannot access the application"
                    + " '%s' in that tenant. The account needs to be added as an external user in the tenant first."),
    PERSONAL_ONLY(500208, "invalid_request", "", "The domain is not a valid login domain for the account type."),
    NO_SESSION(
            50058,
            "login_required",
            "",
            "Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user"
                    + " is signed in."),
    SELECT_ACCOUNT(
            16000,
            "interaction_required",
            "",
            "Either multiple user identities are available for the current request or selected account is not"
                    + " supported for the scenario."),
    SESSION_LOST(160021, "interaction_required", "", "Application requested a user session which does not exist."),
    ACCESS_BLOCKED(
            53003,
            "invalid_grant",
            "message_only",
            "Access has been blocked by Conditional Access policies. The access policy does not allow token"
                    + " issuance.");

    private final int code;
    private final String error;
    private final String suberror;
    private final String text;

    Aadsts(int code, String error, String suberror, String text) {
        this.code = code;
        this.error = error;
        this.suberror = suberror;
        this.text = text;
    }

    int code() {
        return code;
    }

    /** This error, with what its sentence speaks of. */
    EntraError with(Object... values) {
        return new EntraError(code, error, suberror.isEmpty() ? null : suberror, text.formatted(values), null);
    }
}
