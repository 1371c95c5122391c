package dev.latchkey.microsoft.entra;

import dev.latchkey.microsoft.Cloud;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the browser brought back to the redirect URI. Anyone can forge it: only {@code state} ties it to a request. */
public sealed interface AuthorizationReply {

    /**
     * The person signed in and consented.
     *
     * @param code single use; never printed
     */
    record Code(String state, String code) implements AuthorizationReply {

        @Override
        public String toString() {
            return "Code[***]";
        }
    }

    /**
     * A refusal that Entra ID handed back; many are shown on its own page only.
     *
     * @param subcode {@code cancel} where a person went back from a page of Microsoft's, which may also have been "Need
     *     admin approval"
     */
    record Refused(String state, EntraError error, @Nullable String subcode) implements AuthorizationReply {}

    /** Nothing that Entra ID would send. */
    record Malformed(String reason) implements AuthorizationReply {}

    /**
     * As {@link #parse(Map)}, for an answer that has to come from this cloud. Entra ID need not name itself; who does must be
     * the one that was asked.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9207#section-2.4">RFC 9207 §2.4</a>
     */
    static AuthorizationReply parse(Map<String, String> parameters, Cloud cloud) {
        var issuer = parameters.get("iss");
        return issuer == null || issuer.startsWith(cloud.login() + "/")
                ? parse(parameters)
                : new Malformed("another issuer");
    }

    /** Reads the decoded parameters of the query or of the posted form; unknown ones are ignored. */
    static AuthorizationReply parse(Map<String, String> parameters) {
        var state = parameters.getOrDefault("state", "");
        if (state.isEmpty()) {
            return new Malformed("no state");
        }
        // an error beside a code is no success: RFC 6749 §4.1.2.1 knows them only apart
        if (parameters.containsKey("error")) {
            return new Refused(state, EntraErrors.ofRedirect(parameters), parameters.get("error_subcode"));
        }
        var code = parameters.getOrDefault("code", "");
        return code.isBlank() ? new Malformed("neither code nor error") : new Code(state, code);
    }
}
