package dev.latchkey.service.diagnosis;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.graph.GraphError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, without words: kept with the row it happened to, and told in the reader's language by {@link Explain}.
 *
 * @param codes AADSTS numbers, most telling first
 * @param timestamp of Microsoft's answer, in UTC, as Microsoft wrote it
 * @param raw Microsoft's own text, shortened
 * @param facts what the words need, such as the address that signed in
 */
public record Finding(
        Cause cause,
        List<Integer> codes,
        @Nullable String correlationId,
        @Nullable String traceId,
        @Nullable String timestamp,
        @Nullable String raw,
        Map<String, String> facts) {

    private static final int LONGEST_RAW = 2_000;
    private static final Set<Integer> APPROVAL = Set.of(90093, 90094, 90095, 900941, 900981);
    private static final Set<Integer> BLOCKED = Set.of(53000, 53001, 53002, 53003, 53009, 530003, 50105, 50131);
    private static final Set<String> NO_MAILBOX = Set.of(
            "MailboxNotEnabledForRESTAPI",
            "MailboxNotSupportedForRESTAPI",
            "MailboxNotHostedInExchangeOnline",
            "ResourceNotFound",
            "ErrorNonExistentMailbox");

    public Finding {
        codes = List.copyOf(codes);
        facts = Map.copyOf(facts);
    }

    public static Finding of(Cause cause) {
        return of(cause, Map.of());
    }

    public static Finding of(Cause cause, Map<String, String> facts) {
        return new Finding(cause, List.of(), null, null, null, null, facts);
    }

    /** What came back to the redirect URI; {@code subcode} is Microsoft's {@code error_subcode}. */
    public static Finding atAuthorize(EntraError error, @Nullable String subcode) {
        if ("cancel".equals(subcode)) {
            return of(Cause.CANCELLED_OR_BLOCKED, error);
        }
        if (error.codes().contains(65004)) {
            return of(Cause.CONSENT_DECLINED, error);
        }
        var fromCodes = causeOf(error.codes());
        if (fromCodes != null) {
            return of(fromCodes, error);
        }
        return switch (error.error()) {
            case "access_denied" -> of(Cause.CANCELLED_OR_BLOCKED, error);
            case "consent_required" -> of(Cause.APPROVAL_REQUIRED, error);
            case "temporarily_unavailable", "server_error" -> of(Cause.MICROSOFT_UNREACHABLE, error);
            case "invalid_request", "invalid_client", "unauthorized_client", "invalid_scope" ->
                of(Cause.APP_MISCONFIGURED, error);
            default -> of(Cause.UNKNOWN, error);
        };
    }

    /** What the token endpoint refused, at redemption or refresh. Behaviour follows {@code error}, never the numbers. */
    public static Finding atToken(EntraError error) {
        return switch (error.error()) {
            case "invalid_client" -> of(Cause.APP_CREDENTIAL_REFUSED, error);
            case "unauthorized_client", "invalid_scope", "invalid_request", "invalid_resource" ->
                of(Cause.APP_MISCONFIGURED, error);
            case "invalid_grant", "interaction_required", "consent_required", "login_required" -> grantEnded(error);
            case "temporarily_unavailable", "server_error" -> of(Cause.MICROSOFT_UNREACHABLE, error);
            default -> of(Cause.UNKNOWN, error);
        };
    }

    public static Finding atGraph(GraphError error) {
        var cause = NO_MAILBOX.stream().anyMatch(error::is) ? Cause.NO_MAILBOX : Cause.UNKNOWN;
        return new Finding(
                cause,
                List.of(),
                error.requestId(),
                null,
                error.date() == null ? null : error.date().toString(),
                shortened(error.code() + ": " + error.message()),
                Map.of());
    }

    /** Whether a mailbox that meets this must be connected again by a person. */
    public boolean endsGrant() {
        return cause.effect() == Cause.Effect.RECONNECT;
    }

    private static Finding grantEnded(EntraError error) {
        var fromCodes = causeOf(error.codes());
        if ("consent_required".equals(error.suberror()) || "consent_required".equals(error.error())) {
            return of(Cause.CONSENT_MISSING, error);
        }
        return of(fromCodes == Cause.ACCESS_BLOCKED_BY_POLICY ? fromCodes : Cause.GRANT_ENDED, error);
    }

    private static @Nullable Cause causeOf(List<Integer> codes) {
        if (codes.stream().anyMatch(APPROVAL::contains)) {
            return Cause.APPROVAL_REQUIRED;
        }
        return codes.stream().anyMatch(BLOCKED::contains) ? Cause.ACCESS_BLOCKED_BY_POLICY : null;
    }

    private static Finding of(Cause cause, EntraError error) {
        return new Finding(
                cause,
                error.codes(),
                error.correlationId(),
                error.traceId(),
                error.timestamp(),
                shortened(error.error() + ": " + error.description()),
                Map.of());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_RAW ? text : text.substring(0, LONGEST_RAW) + "…";
    }
}
