package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ImportTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@contoso.example";
    private static final String ODD = """
            Received: from a (b) by c; Tue, 3 Mar 2020 10:11:12 +0100 (CET)
            From: =?iso-8859-1?Q?J=F6rg?= <joerg@elsewhere.example>
            To: undisclosed-recipients:;
            Subject: =?utf-8?B?R3LDvMOfZQ==?=
            Message-ID: <odd@elsewhere.example>
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html; charset=x-unknown

            <p>Hello <b>there</b></p><script>alert(1)</script>
            --b
            Content-Type: application/octet-stream; name="a.bin"
            Content-Transfer-Encoding: base64

            !!!not base64!!!
            """;

    @TempDir
    Path folder;

    @Test
    void anEmlFileIsKeptByteForByte() throws Exception {
        var mixedLineEnds = ODD.replaceFirst("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var imported = post("/_sandbox/import?mailbox=" + ADELE + "&folder=archive", "message/rfc822", mixedLineEnds);

        assertThat(imported.statusCode()).isEqualTo(201);
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        var message = adele.get("/me/mailFolders/archive/messages").value().getFirst();
        assertThat(adele.get("/me/messages/" + message.path("id").asString() + "/$value")
                        .response()
                        .body())
                .isEqualTo(mixedLineEnds);
        assertThat(message.path("subject").asString()).isEqualTo("Grüße");
        assertThat(message.path("from").path("emailAddress").path("name").asString())
                .isEqualTo("Jörg");
        assertThat(message.path("receivedDateTime").asString()).isEqualTo("2020-03-03T09:11:12Z");
        assertThat(message.path("hasAttachments").asBoolean()).isTrue();
        assertThat(message.path("bodyPreview").asString()).isEqualTo("Hello there");
        assertThat(message.path("isRead").asBoolean()).isFalse();
    }

    @Test
    void whateverTheBytesAreTheyComeInAndAreShown() throws Exception {
        var random = new Random(7);
        for (var round = 0; round < 40; round++) {
            var bytes = ODD.getBytes(StandardCharsets.UTF_8);
            for (var damage = 0; damage < 20; damage++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(post("/_sandbox/import?mailbox=" + ADELE, "message/rfc822", bytes)
                            .statusCode())
                    .isEqualTo(201);
        }
        post("/_sandbox/import?mailbox=" + ADELE, "message/rfc822", "\n".getBytes(StandardCharsets.UTF_8));
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        for (var message : adele.get("/me/messages?$top=1000&$select=internetMessageHeaders,body")
                .value()) {
            var path = "/me/messages/" + message.path("id").asString();
            assertThat(adele.get(path + "?$expand=attachments").status()).isEqualTo(200);
            assertThat(adele.post(path + "/createForward").status()).isEqualTo(201);
        }
    }

    @Test
    void anMboxFileIsTakenApart() throws Exception {
        var mbox = "From a@b Thu Jan  1 00:00:00 2026\r\nSubject: One\r\n\r\nText\r\n>From the start\r\n\r\n"
                + "From c@d Thu Jan  1 00:00:00 2026\r\nSubject: Two\r\n\r\nA line\r\nFrom here on\r\n";
        var file = Files.writeString(folder.resolve("mails.mbox"), mbox);

        assertThat(microsoft.sandbox().exchange().mailImport().load(file, ADELE))
                .isEqualTo(2);

        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        assertThat(adele.get(path(adele, "One") + "/$value").text())
                .isEqualTo("Subject: One\r\n\r\nText\r\nFrom the start\r\n");
        assertThat(adele.get(path(adele, "Two") + "/$value").text())
                .isEqualTo("Subject: Two\r\n\r\nA line\r\nFrom here on\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> microsoft.sandbox().exchange().mailImport().load(file, "nobody@nowhere.example"));
    }

    @Test
    void mailFromOutsideArrivesWithItsHeaders() throws Exception {
        var delivered = post("/_sandbox/deliver", "application/json", """
                {"from": "Kim <kim@outside.example>", "to": "adele@contoso.example", "subject": "Hello",
                 "html": "<p>Hi</p>", "headers": {"Auto-Submitted": "auto-replied", "In-Reply-To": "<a@b>"}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(delivered.statusCode()).isEqualTo(201);
        var ids = JsonMapper.shared().readTree(delivered.body());
        var message = MailApp.of(microsoft.sandbox(), ADELE)
                .get("/me/messages/" + ids.path("id").asString()
                        + "?$select=from,internetMessageId,internetMessageHeaders")
                .json();
        assertThat(message.path("from").path("emailAddress").path("name").asString())
                .isEqualTo("Kim");
        assertThat(message.path("internetMessageId")).isEqualTo(ids.path("internetMessageId"));
        assertThat(message.path("internetMessageHeaders").toString()).contains("auto-replied", "<a@b>", "Received");
    }

    @Test
    void whatCannotBeTakenIsRefused() throws Exception {
        var mail = ODD.getBytes(StandardCharsets.UTF_8);
        assertThat(post("/_sandbox/import?mailbox=nobody@x.example", "message/rfc822", mail)
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/_sandbox/import?mailbox=" + ADELE, "application/zip", mail)
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/_sandbox/import?mailbox=" + ADELE, "message/rfc822", new byte[0])
                        .statusCode())
                .isEqualTo(400);
        for (var body : new String[] {"", "{", "{}", "{\"from\": 1}", "{\"from\": \"x\", \"to\": \"y\"}"}) {
            assertThat(post("/_sandbox/deliver", "application/json", body.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private static String path(MailApp app, String subject) {
        var found =
                app.get("/me/messages?$filter=subject%20eq%20'" + subject + "'").value();
        assertThat(found).hasSize(1);
        return "/me/messages/" + found.getFirst().path("id").asString();
    }

    private static HttpResponse<String> post(String path, String type, byte[] body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(microsoft.sandbox().address() + path))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
