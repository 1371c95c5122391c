package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.CancelReply;
import dev.latchkey.sandbox.entra.Directory.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent to the redirect URI. */
final class AuthorizationResponses {

    private AuthorizationResponses() {}

    static Step code(AuthorizeRequest request, String code, User home) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("code", code);
        if (request.clientInfo()) {
            fields.put("client_info", clientInfo(home));
        }
        return reply(request, fields, Map.of("session_state", UUID.randomUUID().toString()));
    }

    static Step error(AuthorizeRequest request, EntraError error, Trace trace) {
        return reply(request, described(error, trace), Map.of());
    }

    /** Someone turned back before the consent prompt: no description. */
    static Step cancelled(AuthorizeRequest request) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("error", "access_denied");
        fields.put("error_subcode", "cancel");
        return reply(request, fields, Map.of());
    }

    /** Someone declined the consent prompt; empty when the application hears nothing. */
    static Optional<Step> declined(AuthorizeRequest request, CancelReply variant, Trace trace) {
        return switch (variant) {
            case ACCESS_DENIED -> Optional.of(error(request, Aadsts.DECLINED.with(), trace));
            case CONSENT_REQUIRED ->
                Optional.of(error(request, Aadsts.DECLINED.with().as("consent_required"), trace));
            case SUBCODE -> Optional.of(cancelled(request));
            case NEVER -> Optional.empty();
        };
    }

    static Step adminConsented(AuthorizeRequest request, String tenantId) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("admin_consent", "True");
        fields.put("tenant", tenantId);
        fields.put("scope", request.scope());
        return reply(request, fields, Map.of());
    }

    /** {@code admin_consent=True} stands there even so, and no tenant does. */
    static Step adminRefused(AuthorizeRequest request, EntraError error, Trace trace) {
        return reply(request, described(error, trace), Map.of("admin_consent", "True"));
    }

    /** The account's place in its home tenant, as MSAL keys its cache by it. */
    static String clientInfo(User home) {
        var json = "{\"uid\":\"%s\",\"utid\":\"%s\"}".formatted(home.objectId(), home.tenantId());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> described(EntraError error, Trace trace) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("error", error.error());
        fields.put("error_description", error.description(trace));
        fields.put("error_uri", error.uri());
        return fields;
    }

    private static Step reply(AuthorizeRequest request, Map<String, String> fields, Map<String, String> last) {
        var all = new LinkedHashMap<>(fields);
        state(request.state()).ifPresent(state -> all.put("state", state));
        all.putAll(last);
        return new Step.Reply(request.redirectUri(), request.responseMode(), all);
    }

    private static Optional<String> state(@Nullable String state) {
        return Optional.ofNullable(state);
    }
}
