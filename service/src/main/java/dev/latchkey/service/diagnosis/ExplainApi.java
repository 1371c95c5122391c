package dev.latchkey.service.diagnosis;

import dev.latchkey.service.http.ApiProblem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Explains what somebody copied from Microsoft. Stores nothing and looks at nobody's mailboxes, so any key will do. */
@RestController
final class ExplainApi {

    private static final int LONGEST = 20_000;
    private static final List<String> LANGUAGES = List.of("en", "es");

    private final Explain explain;

    ExplainApi(Explain explain) {
        this.explain = explain;
    }

    /**
     * What the platform asks.
     *
     * @param text as it was copied
     * @param language {@code en} or {@code es}; that of the request's {@code Accept-Language} unless given
     */
    record Request(@Nullable String text, @Nullable String language) {

        @Override
        public String toString() {
            return "Request[***]";
        }
    }

    @PostMapping("/v1/explain")
    Diagnosis explain(@RequestBody Request body, Locale reader) {
        var text = body.text();
        if (text == null || text.isBlank()) {
            throw ApiProblem.field("text", "\"text\" is missing: what Microsoft showed or sent, as it was copied.");
        }
        if (text.length() > LONGEST) {
            throw ApiProblem.field("text", "\"text\" is longer than 20,000 characters.");
        }
        var language = body.language();
        if (language != null && !LANGUAGES.contains(language)) {
            throw ApiProblem.field("language", "\"language\" must be \"en\" or \"es\".");
        }
        return explain.pasted(language == null ? reader : Locale.of(language), text);
    }
}
