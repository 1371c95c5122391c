package dev.latchkey.service.webhooks;

import dev.latchkey.service.events.EventType;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.webhooks.Endpoints.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what a caller of the API wants of an endpoint. Looks names up: call it outside transactions. */
@Component
final class EndpointWishes {

    static final int LONGEST_DESCRIPTION = 200;

    private final EndpointUrls urls;

    EndpointWishes(EndpointUrls urls) {
        this.urls = urls;
    }

    /**
     * @param before null for a new endpoint
     * @throws ApiProblem 422 naming the field that can't be accepted
     */
    Wish of(EndpointApi.Request request, @Nullable Wish before) {
        return new Wish(
                url(request.url(), before),
                types(
                        request.eventTypes() != null
                                ? request.eventTypes()
                                : before == null ? List.of() : before.eventTypes()),
                description(
                        request.description() != null
                                ? request.description()
                                : before == null ? "" : before.description()),
                request.enabled() != null ? request.enabled() : before == null || before.enabled());
    }

    private String url(@Nullable String url, @Nullable Wish before) {
        if (url == null && before != null) {
            return before.url();
        }
        return switch (urls.check(url)) {
            case UrlCheck.Accepted accepted -> accepted.url().toString();
            case UrlCheck.Refused refused ->
                throw ApiProblem.field("url", refused.reason().detail());
        };
    }

    private static List<String> types(List<String> types) {
        for (var type : types) {
            if (type == null || EventType.ofWireName(type).isEmpty()) {
                throw ApiProblem.field(
                        "event_types",
                        "There is no event type \"" + type + "\". There are: "
                                + String.join(", ", EventType.wireNames()) + ".");
            }
        }
        return types.stream().distinct().toList();
    }

    private static String description(String description) {
        if (description.length() > LONGEST_DESCRIPTION) {
            throw ApiProblem.field("description", "Use at most " + LONGEST_DESCRIPTION + " characters.");
        }
        return description.strip();
    }
}
