package dev.latchkey.service.diagnosis;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.service.diagnosis.Catalogue.Match;
import dev.latchkey.service.diagnosis.Cause.Effect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, without words: kept with the row it happened to, and told in the reader's language by {@link Explain}.
 *
 * @param decided the effect that Microsoft's error decides; null where it is that of the cause
 * @param note key of the words for just this number or code; null where the cause says it all
 * @param codes AADSTS numbers, most telling first
 * @param timestamp of Microsoft's answer, in UTC, as Microsoft wrote it
 * @param raw Microsoft's own text, shortened and without secrets
 * @param facts what the words need, such as the address that signed in
 */
public record Finding(
        Cause cause,
        @Nullable Effect decided,
        @Nullable String note,
        List<Integer> codes,
        @Nullable String correlationId,
        @Nullable String traceId,
        @Nullable String timestamp,
        @Nullable String raw,
        Map<String, String> facts) {

    private static final int LONGEST_RAW = 2_000;

    public Finding {
        codes = List.copyOf(codes);
        facts = Map.copyOf(facts);
    }

    public static Finding of(Cause cause) {
        return of(cause, Map.of());
    }

    public static Finding of(Cause cause, Map<String, String> facts) {
        return new Finding(cause, null, null, List.of(), null, null, null, null, facts);
    }

    /** What came back to the redirect URI; {@code subcode} is Microsoft's {@code error_subcode}. */
    public static Finding atAuthorize(EntraError error, @Nullable String subcode) {
        var suberror = subcode == null ? error.suberror() : subcode;
        return of(
                beforeConnection(Catalogue.MICROSOFT.entra("redirect", error.error(), suberror, error.codes())), error);
    }

    /** What the token endpoint refused for a code: nothing is connected that could be lost. */
    public static Finding atRedemption(EntraError error) {
        return of(beforeConnection(atTokenEndpoint(error)), error);
    }

    /** What the token endpoint refused for a refresh token. */
    public static Finding atToken(EntraError error) {
        return of(atTokenEndpoint(error), error);
    }

    /** No usable answer of the token endpoint; {@code error} is what Entra ID said of its trouble, if anything. */
    public static Finding unreachable(@Nullable EntraError error) {
        return error == null ? of(Cause.MICROSOFT_UNREACHABLE) : atToken(error);
    }

    public static Finding atGraph(GraphError error) {
        var match = Catalogue.MICROSOFT.graph(error.status(), error.code(), error.innerCode(), error.message());
        if (error.claimsChallenge()) {
            match = new Match(Cause.CLAIMS_CHALLENGE, Cause.CLAIMS_CHALLENGE.effect(), null);
        }
        return new Finding(
                match.cause(),
                match.effect(),
                match.note(),
                List.of(),
                error.requestId(),
                null,
                error.date() == null ? null : error.date().toString(),
                raw(error.code() + ": " + error.message()),
                Map.of("code", error.code()));
    }

    /** A reply of the SMTP server, such as {@code 535 5.7.3 Authentication unsuccessful}, or the reason in a bounce. */
    public static Finding atSmtp(String line) {
        return MailReply.in(line)
                .map(reply -> {
                    var match = Catalogue.MICROSOFT.smtp(reply.code(), reply.enhanced(), line);
                    return new Finding(
                            match.cause(),
                            match.effect(),
                            match.note(),
                            List.of(),
                            null,
                            null,
                            null,
                            raw(line),
                            Map.of("code", reply.toString()));
                })
                .orElseGet(
                        () -> new Finding(Cause.UNKNOWN, null, null, List.of(), null, null, null, raw(line), Map.of()));
    }

    /** On a mailbox that is connected. */
    public Effect effect() {
        return decided == null ? cause.effect() : decided;
    }

    /** Whether a mailbox that meets this must be connected again by a person. */
    public boolean endsGrant() {
        return effect() == Effect.RECONNECT;
    }

    static String raw(String text) {
        var clean = Secrets.strip(text);
        return clean.length() <= LONGEST_RAW ? clean : clean.substring(0, LONGEST_RAW) + "…";
    }

    private static Match atTokenEndpoint(EntraError error) {
        return Catalogue.MICROSOFT.entra("token", error.error(), error.suberror(), error.codes());
    }

    private static Match beforeConnection(Match match) {
        return switch (match.effect()) {
            case RECONNECT, KEEP -> new Match(match.cause(), Effect.NONE, match.note());
            case NONE, OPERATOR_ALARM, BACK_OFF -> match;
        };
    }

    private static Finding of(Match match, EntraError error) {
        return new Finding(
                match.cause(),
                match.effect(),
                match.note(),
                error.codes(),
                error.correlationId(),
                error.traceId(),
                error.timestamp(),
                raw(error.error() + ": " + error.description()),
                numberFacts(error.codes()));
    }

    static Map<String, String> numberFacts(List<Integer> codes) {
        return codes.isEmpty()
                ? Map.of()
                : Map.of(
                        "code",
                        "AADSTS" + codes.getFirst(),
                        "number",
                        codes.getFirst().toString());
    }
}
