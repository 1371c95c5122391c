package dev.latchkey.service.notices;

import dev.latchkey.service.settings.Settings;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes letters from the texts of their language. */
@Component
public final class Letters {

    private final MessageSource texts;
    private final Settings settings;

    Letters(MessageSource texts, Settings settings) {
        this.texts = texts;
        this.settings = settings;
    }

    /**
     * From the texts {@code notice.<key>.subject} and {@code notice.<key>.text}.
     *
     * @param facts what both may name, from {@code {1}} on; {@code {0}} is the platform
     */
    public Letter write(Locale locale, String key, Object... facts) {
        var all = new Object[facts.length + 1];
        all[0] = settings.branding().platformName();
        System.arraycopy(facts, 0, all, 1, facts.length);
        return new Letter(
                texts.getMessage("notice." + key + ".subject", all, locale),
                texts.getMessage("notice." + key + ".text", all, locale) + "\n\n"
                        + texts.getMessage("notice.footer", all, locale) + "\n");
    }
}
