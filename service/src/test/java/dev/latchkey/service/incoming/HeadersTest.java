package dev.latchkey.service.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.graph.Header;
import dev.latchkey.service.messages.MessageKind;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-MS-Exchange-Message-Is-Ndr:|BOUNCE",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=x|BOUNCE",
                "X-Failed-Recipients: a@b.example|BOUNCE",
                "Auto-Submitted: auto-replied|AUTOMATIC",
                "auto-submitted: auto-generated; owner-email=x|AUTOMATIC",
                "Auto-Submitted: no|ORDINARY",
                "X-Autoreply: yes|AUTOMATIC",
                "Content-Type: multipart/report; report-type=disposition-notification|AUTOMATIC",
                "X-Auto-Response-Suppress: All|ORDINARY",
                "Precedence: bulk|ORDINARY",
                "Subject: Undeliverable: hello|ORDINARY"
            })
    void theKindIsToldByHeadersNotBySubjects(String line, MessageKind kind) {
        assertThat(headers(line).kind()).isEqualTo(kind);
    }

    @Test
    void precedenceCountsOnAnAnswerOnly() {
        assertThat(headers("Precedence: auto_reply", "In-Reply-To: <a@b>").kind())
                .isEqualTo(MessageKind.AUTOMATIC);
    }

    @Test
    void aBounceThatAlsoSaysAutoRepliedIsABounce() {
        assertThat(headers("Auto-Submitted: auto-replied", "X-MS-Exchange-Message-Is-Ndr:")
                        .kind())
                .isEqualTo(MessageKind.BOUNCE);
    }

    @Test
    void messageIdsAreFoundAmongWords() {
        var headers = headers(
                "In-Reply-To: Your message of Monday <one@a.example> (was: x)",
                "References: <zero@a.example>\r\n <one@a.example>  <two@a.example>");
        assertThat(headers.inReplyTo()).isEqualTo("<one@a.example>");
        assertThat(headers.references()).containsExactly("<zero@a.example>", "<one@a.example>", "<two@a.example>");
    }

    @Test
    void ofVeryManyReferencesTheNewestAreKept() {
        var many = IntStream.range(0, 5_000).mapToObj(i -> "<" + i + "@a>").toList();
        assertThat(headers("References: " + String.join(" ", many)).references())
                .hasSize(100)
                .endsWith("<4999@a>");
    }

    private static Headers headers(String... lines) {
        return new Headers(Arrays.stream(lines)
                .map(line -> line.split(":", 2))
                .map(parts -> new Header(parts[0], parts[1].strip()))
                .toList());
    }
}
