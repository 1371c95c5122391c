package dev.latchkey.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.messages.StoredMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real mail cannot lie in the repository: whoever has a folder of it can have every mail listed, opened and shown. */
class OwnMailTest {

    private static final String ADDRESS = "admin@adventure-works.example";

    private final DemoWorld world = DemoWorld.shared();

    @Test
    @EnabledIfEnvironmentVariable(
            named = "LATCHKEY_EML_FOLDER",
            matches = ".+",
            disabledReason = "LATCHKEY_EML_FOLDER names no folder of .eml files")
    void everyMailOfTheFolderIsListedOpenedAndShown() throws IOException {
        var mailbox = WatchedMailbox.connect(ADDRESS);
        var before = mailbox.list("inbox").size();

        var imported =
                world.sandbox().exchange().mailImport().load(Path.of(System.getenv("LATCHKEY_EML_FOLDER")), ADDRESS);

        assertThat(imported).isPositive();
        WatchedMailbox.eventually(() -> mailbox.list("inbox").size() == before + imported);
        assertThat(mailbox.list("inbox")).isNotEmpty().allSatisfy(message -> isShown(mailbox, message));
    }

    private void isShown(WatchedMailbox mailbox, StoredMessage message) {
        var page = page(mailbox, message, "");
        assertThat(world.owner().open(page).status())
                .as(message.mail().subject())
                .isEqualTo(200);
        assertThat(world.owner().page().select("#opened").text()).isNotBlank();
        for (var part : new String[] {"/body", "/attachments"}) {
            assertThat(world.owner()
                            .fetch(page(mailbox, message, part), Map.of())
                            .statusCode())
                    .as(message.mail().subject() + part)
                    .isEqualTo(200);
        }
    }

    private URI page(WatchedMailbox mailbox, StoredMessage message, String part) {
        return world.service().at("/mailboxes/" + mailbox.id() + "/messages/" + message.id() + part);
    }
}
