package dev.latchkey.service.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure explained to the person who reads it; the same on pages, in problem documents and in webhooks.
 *
 * @param cause stable id, such as {@code consent_declined}
 * @param fixer who should try first: {@code member}, {@code administrator}, {@code operator} or {@code microsoft}
 * @param also who else could mend it
 * @param effect on a connected mailbox: {@code none}, {@code reconnect}, {@code keep}, {@code operator_alarm}, {@code back_off}
 * @param docsLink Microsoft's page about it
 * @param language of the texts, {@code en} or {@code es}
 * @param codes AADSTS numbers that Microsoft named
 * @param raw Microsoft's own text
 */
public record Diagnosis(
        String cause,
        String title,
        String whatHappened,
        String fixer,
        @Nullable String also,
        String effect,
        List<Step> steps,
        @Nullable String docsLink,
        String language,
        List<Integer> codes,
        @Nullable String correlationId,
        @Nullable String traceId,
        @Nullable String timestamp,
        @Nullable String raw) {

    /** One thing to do; {@code link} where there is a page for it. */
    public record Step(String text, @Nullable String link) {}
}
