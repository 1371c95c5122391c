package dev.latchkey.microsoft.entra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of Entra ID. Behaviour follows {@code error} and {@code suberror}; the numbers pick a help text only, for
 * Microsoft changes them.
 *
 * @param error such as {@code invalid_grant}
 * @param codes the AADSTS numbers, most telling first
 * @param description Microsoft's own text; may be empty
 * @param timestamp as Microsoft wrote it, in UTC
 * @param claims a claims request to repeat at the authorize endpoint, as JSON
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Error codes</a>
 */
public record EntraError(
        String error,
        @Nullable String suberror,
        List<Integer> codes,
        String description,
        @Nullable String correlationId,
        @Nullable String traceId,
        @Nullable String timestamp,
        @Nullable String claims) {

    public EntraError {
        codes = List.copyOf(codes);
    }
}
