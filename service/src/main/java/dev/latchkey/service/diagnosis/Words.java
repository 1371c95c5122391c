package dev.latchkey.service.diagnosis;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words to the catalogue in one language, by their keys. */
final class Words {

    private static final List<String> FILES = List.of("sign_in", "service", "numbers");
    private static final Words ENGLISH = new Words("en");
    private static final Words SPANISH = new Words("es");

    private final String language;
    private final Properties texts = new Properties();

    private Words(String language) {
        this.language = language;
        for (var file : FILES) {
            var resource = "/diagnosis/" + file + "_" + language + ".properties";
            try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(resource))) {
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Spanish for {@code es}, else English. */
    static Words in(String language) {
        return language.equals("es") ? SPANISH : ENGLISH;
    }

    String language() {
        return language;
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    String get(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    @Nullable
    String find(String key) {
        return texts.getProperty(key);
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }
}
