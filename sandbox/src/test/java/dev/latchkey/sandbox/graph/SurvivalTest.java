package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivalTest {

    @TempDir
    Path folder;

    @Test
    void whatWasAcceptedIsThereWholeAfterTheProcessWasKilled() throws Exception {
        var file = folder.resolve("sandbox.mv");
        try (var sandbox = Sandbox.start(new SandboxOptions(0, null, 0, file))) {
            var adele = MailApp.of(sandbox, "adele@contoso.example");
            for (var number = 0; number < 5; number++) {
                assertThat(adele.sendMail("alex@contoso.example", "Mail " + number, "x")
                                .status())
                        .isEqualTo(202);
                // the file as a process that dies now leaves it behind
                var left = Files.copy(file, folder.resolve("left-" + number + ".mv"));
                try (var next = Sandbox.start(new SandboxOptions(0, null, 0, left))) {
                    assertWhole(next, number);
                }
            }
        }
    }

    private static void assertWhole(Sandbox sandbox, int last) {
        var adele = MailApp.of(sandbox, "adele@contoso.example");
        var alex = MailApp.of(sandbox, "alex@contoso.example");
        var accepted = sandbox.ledger().after(0, 1000).stream()
                .filter(entry -> entry.kind().equals("send.accepted"))
                .map(entry -> entry.facts().get("messageId"))
                .toList();
        assertThat(accepted).hasSize(last + 1).doesNotHaveDuplicates();
        for (var number = 0; number <= last; number++) {
            var sent = adele.find("sentitems", "Mail " + number)
                    .path("internetMessageId")
                    .asString();
            assertThat(alex.find("inbox", "Mail " + number)
                            .path("internetMessageId")
                            .asString())
                    .isEqualTo(sent);
            assertThat(accepted).contains(sent);
        }
    }

    @Test
    void aDeltaTokenIsGoodAfterARestart() throws Exception {
        var file = folder.resolve("kept.mv");
        String token;
        try (var sandbox = Sandbox.start(new SandboxOptions(0, null, 0, file))) {
            var link = MailApp.of(sandbox, "adele@contoso.example")
                    .get("/me/mailFolders/inbox/messages/delta?$top=50")
                    .json()
                    .path("@odata.deltaLink")
                    .asString();
            token = link.substring(link.indexOf('?'));
            MailApp.of(sandbox, "alex@contoso.example").sendMail("adele@contoso.example", "Later", "x");
        }
        try (var sandbox = Sandbox.start(new SandboxOptions(0, null, 0, file))) {
            var changes = MailApp.of(sandbox, "adele@contoso.example")
                    .get("/me/mailFolders/inbox/messages/delta" + token)
                    .value();
            assertThat(changes).hasSize(1);
            assertThat(changes.getFirst().path("subject").asString()).isEqualTo("Later");
        }
    }
}
