package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.graph.MailApp.Reply;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
    void theRangesCountAsUploadsToGraphWhereThatIsChosen() {
        microsoft.client().changeLimits("{\"uploadedBytesInFiveMinutes\": 4000000}");
        var url = open(SIZE).json().path("uploadUrl").asString();
        assertThat(put(url, 0, RANGE).status()).isEqualTo(200);
        assertThat(put(url, RANGE, SIZE).status()).isEqualTo(201);

        microsoft.client().call("PATCH", "/_sandbox/unverified", "{\"uploadSessions\": \"COUNTED\"}");

        var counted = open(SIZE).json().path("uploadUrl").asString();
        assertThat(put(counted, 0, RANGE).status()).isEqualTo(200);
        var refused = put(counted, RANGE, SIZE);
        assertThat(refused.status() + " " + refused.code()).isEqualTo("429 ApplicationThrottled");
    }

    @Test
    void whatLooksLikeTheNameOfALargeContentIsText() {
        var name = "large:00000000-0000-0000-0000-000000000000:99999999";
        var bytes = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
        var attachment = adele.post("/me/messages/" + draft + "/attachments", """
                {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "%s"}""".formatted(bytes))
                .json();

        var path = "/me/messages/" + draft + "/attachments/"
                + attachment.path("id").asString();

        assertThat(attachment.path("contentBytes").asString()).isEqualTo(bytes);
        assertThat(adele.get(path + "/$value").text()).isEqualTo(name);
        assertThat(adele.get("/me/messages/" + draft + "/$value").text()).contains(bytes);
    }

    @Test
    void aLargeAttachmentIsThereAfterARestart(@TempDir Path folder) {
        var options = SandboxOptions.forTests().keptIn(folder.resolve("kept.mv"));
        String path;
        try (var sandbox = Sandbox.start(options)) {
            adele = MailApp.of(sandbox, "adele@adventure-works.example");
            draft = adele.draft("Kept");
            var url = open(SIZE).json().path("uploadUrl").asString();
            put(url, 0, RANGE);
            path = put(url, RANGE, SIZE).header("Location").replaceFirst(".*/attachments", "/attachments");
        }
        try (var sandbox = Sandbox.start(options)) {
            adele = MailApp.of(sandbox, "adele@adventure-works.example");
            var id = adele.find("drafts", "Kept").path("id").asString();
            var listed =
                    adele.get("/me/messages/" + id + "/attachments").value().getFirst();
            assertThat(path).contains(listed.path("id").asString());
            assertThat(Base64.getDecoder().decode(listed.path("contentBytes").asString()))
                    .isEqualTo(content);
            sandbox.reset();
            assertThat(folder.resolve("kept.mv.attachments")).doesNotExist();
        }
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
