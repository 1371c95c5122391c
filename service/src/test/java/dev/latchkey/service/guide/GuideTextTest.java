package dev.latchkey.service.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.settings.Settings.Branding;
import org.junit.jupiter.api.Test;

class GuideTextTest {

    private final GuideText text = new GuideText(new Branding("Acme & Co", "Acme Mail", "Acme Inc", true, "because"));

    @Test
    void theNamesAreThoseOfThisInstallation() {
        assertThat(text.html("**Enginy AI** of Genesy AI works for Enginy."))
                .contains("<strong>Acme Mail</strong> of Acme Inc works for Acme &amp; Co.");
    }

    @Test
    void linksBetweenFilesLeadToPages() {
        assertThat(text.html("[x](users.es.md) [y](administrators.en.md#undo-it) [z](https://learn.microsoft.com/x)"))
                .contains("href=\"/guide/users?language=es\"")
                .contains("href=\"/guide/administrators?language=en#undo-it\"")
                .contains("href=\"https://learn.microsoft.com/x\" rel=\"noreferrer\"");
    }

    @Test
    void aCellCarriesTheHeadingOfItsColumnForNarrowScreens() {
        assertThat(text.html("| A | What `x` is |\n|---|---|\n| 1 | 2 |"))
                .contains("<td data-label=\"A\">1</td>")
                .contains("<td data-label=\"What  is\">2</td>");
    }

    @Test
    void htmlInAFileIsText() {
        assertThat(text.html("<script>alert(1)</script>")).doesNotContain("<script>");
    }
}
