package dev.latchkey.sandbox.entra;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One error code of Entra's, as the table {@code aadsts.txt} has it.
 *
 * @param scenario the name under which it can be made to happen
 * @param places where it can happen, the usual one first
 * @param fromState how it arises by itself, or null: only by the scenario
 * @param text Entra's sentence, with {@code %s} for what it speaks of
 */
public record ErrorCode(
        int code,
        String scenario,
        String error,
        @Nullable String suberror,
        List<ErrorPlace> places,
        @Nullable String fromState,
        String text) {

    /** Every code that the sandbox can give, in the order of the table. */
    public static List<ErrorCode> all() {
        return ErrorTable.ALL;
    }

    public static Optional<ErrorCode> named(String scenario) {
        return all().stream().filter(each -> each.scenario().equals(scenario)).findFirst();
    }

    static ErrorCode of(int code) {
        return all().stream().filter(each -> each.code() == code).findFirst().orElseThrow();
    }

    /** It happens here without a cause of its own. */
    EntraError anyway() {
        return new EntraError(code, error, suberror, text.replace("%s", "this request"), null);
    }
}
