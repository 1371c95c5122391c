package dev.latchkey.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the pages, in both languages. */
class PageTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"messages", "members", "connect", "reading", "approval"})
    void everyTextIsThereInBothLanguages(String bundle) throws IOException {
        assertThat(texts(bundle + "_es").keySet())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(texts(bundle).keySet());
    }

    /** A text without arguments is shown as it stands; one with arguments is a {@link java.text.MessageFormat}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages",
                "messages_es",
                "members",
                "members_es",
                "connect",
                "connect_es",
                "reading",
                "reading_es",
                "approval",
                "approval_es"
            })
    void apostrophesAreDoubledWhereThereAreArgumentsAndOnlyThere(String bundle) throws IOException {
        texts(bundle).forEach((key, value) -> {
            var text = (String) value;
            if (text.contains("{")) {
                assertThat(text.replace("''", "")).as("%s", key).doesNotContain("'");
            } else {
                assertThat(text).as("%s", key).doesNotContain("''");
            }
        });
    }

    private static Properties texts(String bundle) throws IOException {
        var properties = new Properties();
        try (var file = PageTextsTest.class.getResourceAsStream("/" + bundle + ".properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        return properties;
    }
}
