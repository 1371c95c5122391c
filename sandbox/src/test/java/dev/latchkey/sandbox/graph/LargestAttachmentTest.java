package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.client.SandboxClient;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The largest attachment that https://learn.microsoft.com/graph/outlook-large-attachments allows, in a small heap. */
class LargestAttachmentTest {

    private static final int RANGE = 3_932_160;

    /** In ranges: 150 MB, and what a mail of 150 MB has room for in base64. */
    private static final int LARGEST = 40;

    private static final int LARGEST_SENT = 28;

    private static final int MEGABYTES = 110;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final byte[] range = new byte[RANGE];

    @Test
    void aHundredAndFiftyMegabytesGoThroughASandboxThatHasLessMemory() throws Exception {
        new Random(7).nextBytes(range);
        try (var sandbox = new SmallSandbox(MEGABYTES, "adele@contoso.example", "alex@contoso.example");
                var steer = new SandboxClient(sandbox.address())) {
            steer.changeTenant("contoso.example", "{\"largestMail\": 157286400}");
            var adele = sandbox.app(0);
            var alex = sandbox.app(1);

            var largest = upload(sandbox, adele, "Film", LARGEST);
            adele.post("/me/messages/" + largest + "/copy", "{\"destinationId\": \"archive\"}");
            var copy = adele.find("archive", "Film").path("id").asString();
            var copied = attachment(adele, copy);
            assertThat(copied.checksum()).isEqualTo(checksum(LARGEST));
            assertThat(adele.delete(copied.path()).status()).isEqualTo(204);
            assertThat(inMime(adele, largest)).isEqualTo(checksum(LARGEST));
            assertThat(adele.post("/me/messages/" + largest + "/send").code()).isEqualTo("ErrorMessageSizeExceeded");

            var sent = upload(sandbox, adele, "Clip", LARGEST_SENT);
            assertThat(adele.post("/me/messages/" + sent + "/send").status()).isEqualTo(202);
            var arrived = alex.find("inbox", "Clip").path("id").asString();
            assertThat(alex.post("/me/messages/" + arrived + "/forward", """
                            {"toRecipients": [{"emailAddress": {"address": "adele@contoso.example"}}]}""").status())
                    .isEqualTo(202);
            var back = adele.find("inbox", "FW: Clip").path("id").asString();
            assertThat(attachment(adele, back).checksum()).isEqualTo(checksum(LARGEST_SENT));
        }
    }

    /** A draft with an attachment of so many ranges. */
    private String upload(SmallSandbox sandbox, MailApp adele, String subject, int ranges) {
        var draft = adele.post("/me/messages", """
                        {"subject": "%s", "body": {"contentType": "text", "content": "See below"},
                         "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}]}""".formatted(subject))
                .json()
                .path("id")
                .asString();
        var size = ranges * RANGE;
        var url = adele.post("/me/messages/" + draft + "/attachments/createUploadSession", """
                        {"AttachmentItem": {"attachmentType": "file", "name": "film.bin", "size": %d}}""".formatted(size))
                .json()
                .path("uploadUrl")
                .asString();
        var nobody = new MailApp(sandbox.address(), "");
        for (var from = 0; from < size; from += RANGE) {
            var answer = nobody.with("Content-Range", "bytes %d-%d/%d".formatted(from, from + RANGE - 1, size))
                    .call("PUT", url, "application/octet-stream", range);
            assertThat(answer.status()).isEqualTo(from + RANGE == size ? 201 : 200);
        }
        return draft;
    }

    private record Read(String path, long checksum) {}

    /** A message's only one, as the list shows it and as it is read alone. */
    private Read attachment(MailApp client, String message) throws Exception {
        var path = "/me/messages/" + message + "/attachments";
        var listed = new CRC32C();
        var id = "";
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), open(client, path))) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("id")) {
                    json.nextToken();
                    id = json.getString();
                } else if (token == JsonToken.PROPERTY_NAME
                        && json.currentName().equals("contentBytes")) {
                    json.nextToken();
                    json.readBinaryValue(new CheckedOutputStream(OutputStream.nullOutputStream(), listed));
                }
            }
        }
        var read = new CRC32C();
        try (var in = new CheckedInputStream(open(client, path + "/" + id + "/$value"), read)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        var checksum = read.getValue();
        assertThat(listed.getValue()).isEqualTo(checksum);
        return new Read(path + "/" + id, checksum);
    }

    /** What a reader of the message's MIME finds in its attachment. */
    private long inMime(MailApp client, String message) throws Exception {
        var found = new CRC32C();
        try (var lines = new BufferedReader(new InputStreamReader(
                open(client, "/me/messages/" + message + "/$value"), StandardCharsets.US_ASCII))) {
            var line = lines.readLine();
            while (!line.contains("filename=film.bin")) {
                line = lines.readLine();
            }
            while (!line.isEmpty()) {
                line = lines.readLine();
            }
            for (line = lines.readLine(); !line.startsWith("--"); line = lines.readLine()) {
                found.update(Base64.getDecoder().decode(line));
            }
        }
        return found.getValue();
    }

    private static InputStream open(MailApp client, String path) throws Exception {
        var answer = HTTP.send(client.request(path), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Of what was uploaded in so many ranges. */
    private long checksum(int ranges) {
        var checksum = new CRC32C();
        for (var number = 0; number < ranges; number++) {
            checksum.update(range);
        }
        return checksum.getValue();
    }
}
