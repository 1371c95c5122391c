package dev.latchkey.service.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.Visitor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuidePagesTest {

    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final List<String> BUNDLES = List.of("messages", "connect", "approval", "members");

    /** In the words of Microsoft's pages and admin center, with the application's own name among them. */
    private static final String MICROSOFTS = """
            Accept, Aceptar, Cancel, Cancelar, Remove, Quitar, Request approval, Solicitar aprobación, More details,
            Más detalles, Microsoft Entra Admin Center, Enterprise applications, Enginy AI, API permissions,
            Grant admin consent for [Organization Name], Admin consent requests, Applications, Consent and permissions,
            User consent settings, Allow user consent for apps from verified publishers, Permission classifications,
            Conditional Access, Protection, Policies, Properties, Assignment required, Users and groups,
            Review permissions, Enabled for users to sign in""";

    private final RunningService service = RunningService.shared();
    private final Visitor stranger = new Visitor();

    @ParameterizedTest
    @CsvSource({
        "users, en, Connect your mailbox",
        "users, es, Conectar su buzón",
        "administrators, en, Approve and control the application",
        "administrators, es, Aprobar y controlar la aplicación",
        "developers, en, Build on it",
        "developers, es, Construir sobre esto"
    })
    void isThereWithoutAnAccountInBothLanguages(String audience, String language, String title) {
        stranger.open(service.at("/guide/" + audience + "?language=" + language));

        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.page().select("h1").eachText()).containsExactly(title);
        assertThat(stranger.page().select("html").eachAttr("lang")).containsExactly(language);
        assertThat(stranger.text()).doesNotContain("??");
        for (var link : stranger.page().select("nav a, main a[href^=/guide/]").eachAttr("abs:href")) {
            assertThat(new Visitor().open(URI.create(link)).status()).as(link).isEqualTo(200);
        }
    }

    @Test
    void beginsWithTheUsersAndSpeaksEnglishToWhoeverReadsNeitherLanguage() {
        stranger.open(service.at("/guide"));
        assertThat(stranger.text()).contains("Connect your mailbox");
        assertThat(stranger.open(service.at("/guide/users?language=fr")).text()).contains("Connect your mailbox");
        assertThat(stranger.open(service.at("/guide/nobody")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "administrators", "developers"})
    void bothLanguagesHaveTheSamePartsAndPictures(String audience) throws IOException {
        assertThat(skeleton(audience, "es")).isEqualTo(skeleton(audience, "en"));
    }

    /** What stands in bold is a label: of ours, as the page has it, or of Microsoft's. */
    @ParameterizedTest
    @CsvSource({"users, en", "users, es", "administrators, en", "administrators, es"})
    void labelsOfOurPagesAreQuotedToTheLetter(String audience, String language) throws IOException {
        var known = new HashSet<>(Set.of(MICROSOFTS.split(",\\s+")));
        for (var bundle : BUNDLES) {
            for (var value :
                    texts(bundle + (language.equals("es") ? "_es" : "")).values()) {
                known.add(((String) value).replaceFirst(" ?\\{0}$", ""));
            }
        }
        assertThat(BOLD.matcher(markdown(audience, language)).results().map(GuidePagesTest::label))
                .allSatisfy(label -> assertThat(known.contains(label)).as(label).isTrue());
    }

    private static String label(MatchResult bold) {
        return bold.group(1).replaceAll("\\s+", " ");
    }

    /** Everything that has no language: levels of headings, rows of tables, points, pictures and code. */
    private static String skeleton(String audience, String language) throws IOException {
        var text = new StringBuilder();
        markdown(audience, language).lines().forEach(line -> {
            if (line.startsWith("#")) {
                text.append(line.replaceFirst(" .*", "")).append('\n');
            } else if (line.startsWith("|")) {
                text.append(line.replaceAll("[^|]+", "")).append('\n');
            } else if (line.startsWith("![")) {
                text.append(line.replaceFirst(".*\\(", "")).append('\n');
            } else if (line.matches("(\\d\\.|-) .*")) {
                text.append("- ").append('\n');
            }
        });
        return text.toString();
    }

    private static String markdown(String audience, String language) throws IOException {
        return Files.readString(Path.of("..", "docs", "guide", audience + "." + language + ".md"));
    }

    private static Properties texts(String bundle) throws IOException {
        var properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(GuidePagesTest.class.getResourceAsStream("/" + bundle + ".properties")),
                StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
