package dev.latchkey.microsoft.entra;

import java.util.Map;
import java.util.Set;

/**
 * What a browser brought back from the admin consent page. {@code tenant} and {@code admin_consent} are forgeable and
 * prove nothing; the proof is a token with these scopes.
 */
public sealed interface AdminConsentReply {

    /** Says so at least. */
    record Granted(String state, String tenant, Set<String> scopes) implements AdminConsentReply {}

    record Refused(String state, EntraError error) implements AdminConsentReply {}

    record Malformed(String reason) implements AdminConsentReply {}

    /** Reads the decoded parameters. Microsoft sends {@code admin_consent=True} with refusals too, so errors go first. */
    static AdminConsentReply parse(Map<String, String> parameters) {
        var state = parameters.getOrDefault("state", "");
        if (state.isEmpty()) {
            return new Malformed("no state");
        }
        if (parameters.containsKey("error")) {
            return new Refused(state, EntraErrors.ofRedirect(parameters));
        }
        var tenant = parameters.getOrDefault("tenant", "");
        if (tenant.isEmpty() || !parameters.getOrDefault("admin_consent", "").equalsIgnoreCase("true")) {
            return new Malformed("neither consent nor error");
        }
        return new Granted(state, tenant, Scopes.parse(parameters.getOrDefault("scope", "")));
    }
}
