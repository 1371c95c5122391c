package dev.latchkey.service.reading;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.messages.Flag;
import dev.latchkey.service.messages.Mail.Marks;
import dev.latchkey.service.messages.StoredMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to change on a message; what is absent stays as it is. */
record MarkRequest(
        @JsonProperty("is_read") @Nullable Boolean isRead,
        @Nullable Boolean flagged,
        @Nullable List<String> categories) {

    private static final int MOST_CATEGORIES = 25;
    private static final int LONGEST_CATEGORY = 255;

    Marks on(StoredMessage message) {
        var now = message.mail().marks();
        if (categories != null && !acceptable(categories)) {
            throw ApiProblem.field(
                    "categories",
                    "Use at most " + MOST_CATEGORIES + " names of 1 to " + LONGEST_CATEGORY + " characters.");
        }
        return new Marks(
                isRead == null ? now.isRead() : isRead,
                flagged == null ? now.flag() : flagged ? Flag.FLAGGED : Flag.NONE,
                categories == null ? now.categories() : categories);
    }

    private static boolean acceptable(List<String> names) {
        return names.size() <= MOST_CATEGORIES
                && names.stream()
                        .allMatch(name -> !String.valueOf(name).isBlank()
                                && name.length() <= LONGEST_CATEGORY
                                && name.chars().noneMatch(Character::isISOControl));
    }
}
