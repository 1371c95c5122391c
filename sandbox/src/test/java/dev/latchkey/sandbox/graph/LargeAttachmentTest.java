package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp.Reply;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upload sessions, as https://learn.microsoft.com/graph/outlook-large-attachments has them. */
class LargeAttachmentTest {

    private static final int SIZE = 5_000_000;
    private static final int RANGE = 3_276_800;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final byte[] content = new byte[SIZE];
    private MailApp adele;
    private MailApp nobody;
    private String draft = "";

    @BeforeEach
    void signIn() {
        new Random(7).nextBytes(content);
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example");
        nobody = new MailApp(microsoft.sandbox().address(), "");
        draft = adele.draft("With a large attachment");
    }

    @Test
    void theRangesBecomeAnAttachment() {
        var session = open(SIZE);
        assertThat(session.status()).isEqualTo(201);
        assertThat(session.json().path("nextExpectedRanges").path(0).asString()).isEqualTo("0-");
        var url = session.json().path("uploadUrl").asString();

        var first = put(url, 0, RANGE);
        var last = put(url, RANGE, SIZE);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("nextExpectedRanges").path(0).asString()).isEqualTo(RANGE + "-");
        assertThat(last.status()).isEqualTo(201);
        assertThat(last.text()).isEmpty();
        var attachments = adele.get("/me/messages/" + draft + "/attachments").value();
        assertThat(attachments).singleElement().satisfies(attachment -> {
            assertThat(attachment.path("name").asString()).isEqualTo("film.bin");
            assertThat(attachment.path("size").asInt()).isEqualTo(SIZE);
            assertThat(last.header("Location"))
                    .contains("attachments('" + attachment.path("id").asString() + "')");
        });
        var read = adele.get("/me/messages/" + draft + "/attachments/"
                + attachments.getFirst().path("id").asString() + "/$value");
        assertThat(read.response().body()).isEqualTo(content);
        assertThat(put(url, 0, RANGE).status()).isEqualTo(404);
    }

    @Test
    void whoWasInterruptedAsksWhereToGoOn() {
        var url = open(SIZE).json().path("uploadUrl").asString();
        put(url, 0, RANGE);

        var state = nobody.get(url);
        var again = put(url, 0, RANGE);
        var gap = put(url, RANGE + 1, SIZE);

        assertThat(state.json().path("nextExpectedRanges").path(0).asString()).isEqualTo(RANGE + "-");
        assertThat(again.status()).isEqualTo(416);
        assertThat(again.code()).isEqualTo("invalidRange");
        assertThat(gap.status()).isEqualTo(416);
        assertThat(put(url, RANGE, SIZE).status()).isEqualTo(201);
    }

    @Test
    void theLastRangeSentSeveralTimesAtOnceIsTakenOnce() throws Exception {
        for (var round = 0; round < 3; round++) {
            var url = open(SIZE).json().path("uploadUrl").asString();
            put(url, 0, RANGE);
            Callable<Integer> last = () -> put(url, RANGE, SIZE).status();
            var answers = new ArrayList<Integer>();
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var answer : senders.invokeAll(Collections.nCopies(4, last))) {
                    answers.add(answer.get());
                }
            }

            assertThat(answers).containsExactlyInAnyOrder(201, 404, 404, 404);
        }
        assertThat(adele.get("/me/messages/" + draft + "/attachments").value()).hasSize(3);
    }

    @Test
    void aSessionThatIsGivenUpLeavesNothing() {
        var url = open(SIZE).json().path("uploadUrl").asString();

        assertThat(nobody.delete(url).status()).isEqualTo(204);

        assertThat(put(url, 0, RANGE).status()).isEqualTo(404);
        assertThat(adele.get("/me/messages/" + draft + "/attachments").value()).isEmpty();
    }

    @Test
    void sizesAndRangesOutsideTheLimitsAreRefused() {
        assertThat(open(3_000_000).code()).isEqualTo("ErrorAttachmentSizeShouldNotBeLessThanMinimumSize");
        assertThat(open(151 * 1024 * 1024).status()).isEqualTo(413);
        var url = open(SIZE).json().path("uploadUrl").asString();
        assertThat(put(url, 0, 4 * 1024 * 1024).status()).isEqualTo(413);
        assertThat(nobody.call("PUT", url, "application/octet-stream", new byte[10])
                        .status())
                .isEqualTo(400);
        assertThat(put(url.replaceFirst("authtoken=.*", "authtoken=guessed"), 0, RANGE)
                        .status())
                .isEqualTo(404);
    }

    private Reply open(int size) {
        return adele.post("/me/messages/" + draft + "/attachments/createUploadSession", """
                {"AttachmentItem": {"attachmentType": "file", "name": "film.bin", "size": %d}}""".formatted(size));
    }

    private Reply put(String url, int from, int to) {
        return nobody.with("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, SIZE))
                .call("PUT", url, "application/octet-stream", Arrays.copyOfRange(content, from, to));
    }
}
