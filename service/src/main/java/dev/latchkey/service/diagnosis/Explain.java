package dev.latchkey.service.diagnosis;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.service.diagnosis.Diagnosis.Step;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Puts a {@link Finding} into words, with the {@link Words} of the reader's language. */
@Component
public final class Explain {

    private static final String DOCS = "https://learn.microsoft.com/";
    private static final String IN_PORTAL = "portal:";

    private final Settings.Branding branding;
    private final Portal portal;

    @Autowired
    Explain(Settings settings) {
        this(
                settings.branding(),
                Portal.of(
                        Cloud.of(settings.microsoft().cloud()),
                        settings.microsoft().clientId()));
    }

    private Explain(Settings.Branding branding, Portal portal) {
        this.branding = branding;
        this.portal = portal;
    }

    /** For a terminal, where nothing has to be configured. */
    public static Explain of(SettingsReader.Source source) {
        var cloud = source.apply("LATCHKEY_MICROSOFT_CLOUD");
        return new Explain(
                SettingsReader.branding(source),
                Portal.of(
                        cloud == null ? Cloud.GLOBAL : Cloud.of(cloud), source.apply("LATCHKEY_MICROSOFT_CLIENT_ID")));
    }

    /** What a person copied from somewhere; secrets in it are dropped before anything else happens. */
    public Diagnosis pasted(Locale reader, String text) {
        return in(reader, Pasted.read(text));
    }

    /** In Spanish for a Spanish reader, else in English. */
    public Diagnosis in(Locale reader, Finding finding) {
        var words = Words.in(reader.getLanguage());
        var cause = finding.cause();
        var docs = Catalogue.MICROSOFT.facts(cause).docs();
        return new Diagnosis(
                cause.wireName(),
                text(words, cause.wireName() + ".title", finding),
                whatHappened(words, finding),
                cause.fixer().wireName(),
                cause.also() == null ? null : cause.also().wireName(),
                finding.effect().wireName(),
                steps(words, finding),
                docs == null ? null : DOCS + docs,
                words.language(),
                finding.codes(),
                finding.correlationId(),
                finding.traceId(),
                finding.timestamp(),
                finding.raw());
    }

    /** What just this number means, where there is more to say than of its cause, and then what they have in common. */
    private String whatHappened(Words words, Finding finding) {
        var common = text(words, finding.cause().wireName() + ".what", finding);
        var note = finding.note();
        return note == null || !words.has(note) ? common : text(words, note, finding) + " " + common;
    }

    private List<Step> steps(Words words, Finding finding) {
        var steps = new ArrayList<Step>();
        var cause = finding.cause().wireName();
        for (var number = 1; words.has(cause + ".step" + number); number++) {
            steps.add(step(words, cause + ".step" + number, finding));
        }
        var note = finding.note();
        if (note != null && words.has(note + ".step")) {
            steps.add(step(words, note + ".step", finding));
        }
        return steps;
    }

    private Step step(Words words, String key, Finding finding) {
        var link = words.find(key + ".link");
        return new Step(text(words, key, finding), link == null ? null : link(link, finding));
    }

    private String link(String link, Finding finding) {
        return link.startsWith(IN_PORTAL) ? portal.link(link.substring(IN_PORTAL.length())) : filled(link, finding);
    }

    private String text(Words words, String key, Finding finding) {
        var text = words.get(key);
        for (var path : new String[] {"consent", "settings", "policies", "logs", "apps", "registration"}) {
            text = text.replace("{" + path + "}", words.get("path." + path));
        }
        return filled(text, finding);
    }

    private String filled(String template, Finding finding) {
        var text = template.replace("{platform}", branding.platformName()).replace("{app}", branding.appName());
        for (var fact : finding.facts().entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }
}
