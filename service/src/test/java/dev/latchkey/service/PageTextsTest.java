package dev.latchkey.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of the pages, in both languages. */
class PageTextsTest {

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsThereInBothLanguages(String bundle) throws IOException {
        assertThat(texts(bundle + "_es").keySet())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(texts(bundle).keySet());
    }

    @Test
    void noTextIsThereTwice() throws IOException {
        var keys = new ArrayList<>();
        for (var bundle : bundles()) {
            keys.addAll(texts(bundle).keySet());
        }
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** A text without arguments is shown as it stands; one with arguments is a {@link java.text.MessageFormat}. */
    @ParameterizedTest
    @MethodSource("bundles")
    void apostrophesAreDoubledWhereThereAreArgumentsAndOnlyThere(String bundle) throws IOException {
        var both = texts(bundle);
        texts(bundle + "_es").forEach((key, value) -> both.put(key + " (es)", value));
        both.forEach((key, value) -> {
            var text = (String) value;
            if (text.contains("{")) {
                assertThat(text.replace("''", "")).as("%s", key).doesNotContain("'");
            } else {
                assertThat(text).as("%s", key).doesNotContain("''");
            }
        });
    }

    /** Those that the service is told to read. */
    static String[] bundles() throws IOException {
        try (var file = Objects.requireNonNull(PageTextsTest.class.getResourceAsStream("/application.yml"))) {
            var settings = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var names = Pattern.compile("basename: (\\S+)").matcher(settings);
            assertThat(names.find()).isTrue();
            return names.group(1).split(",", -1);
        }
    }

    private static Properties texts(String bundle) throws IOException {
        var properties = new Properties();
        try (var file = PageTextsTest.class.getResourceAsStream("/" + bundle + ".properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        return properties;
    }
}
