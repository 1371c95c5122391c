package dev.latchkey.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of the API.
 *
 * @param nextCursor pass it as {@code cursor} for what follows; null at the end
 */
public record Page<T>(
        List<T> data,

        @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
        String nextCursor) {

    /** From rows read with a limit of {@code size + 1}, so that it shows whether more follow. */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, String> cursorOf) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        var page = rows.subList(0, size);
        return new Page<>(page, cursorOf.apply(page.getLast()));
    }
}
