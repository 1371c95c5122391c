package dev.latchkey.service.diagnosis;

import dev.latchkey.service.diagnosis.Diagnosis.Step;
import dev.latchkey.service.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a {@link Finding} into words, from {@code diagnosis_en.properties} and {@code diagnosis_es.properties}. */
@Component
public final class Explain {

    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Settings.Branding branding;

    Explain(Settings settings) {
        this.branding = settings.branding();
    }

    /** In Spanish for a Spanish reader, else in English. */
    public Diagnosis in(Locale reader, Finding finding) {
        var language = reader.getLanguage().equals("es") ? "es" : "en";
        var texts = ResourceBundle.getBundle("diagnosis", Locale.of(language), EXACTLY);
        var cause = finding.cause();
        return new Diagnosis(
                cause.wireName(),
                text(texts, cause, "title", finding),
                text(texts, cause, "what", finding),
                cause.fixer().wireName(),
                cause.also() == null ? null : cause.also().wireName(),
                cause.effect().wireName(),
                steps(texts, finding),
                optional(texts, cause.wireName() + ".docs"),
                language,
                finding.codes(),
                finding.correlationId(),
                finding.traceId(),
                finding.timestamp(),
                finding.raw());
    }

    private List<Step> steps(ResourceBundle texts, Finding finding) {
        var steps = new ArrayList<Step>();
        for (var number = 1; texts.containsKey(finding.cause().wireName() + ".step" + number); number++) {
            var key = "step" + number;
            steps.add(new Step(
                    text(texts, finding.cause(), key, finding),
                    optional(texts, finding.cause().wireName() + "." + key + ".link")));
        }
        return steps;
    }

    private String text(ResourceBundle texts, Cause cause, String key, Finding finding) {
        var text = texts.getString(cause.wireName() + "." + key)
                .replace("{platform}", branding.platformName())
                .replace("{app}", branding.appName());
        for (var fact : finding.facts().entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    private static @Nullable String optional(ResourceBundle texts, String key) {
        try {
            return texts.getString(key);
        } catch (MissingResourceException e) {
            return null;
        }
    }
}
