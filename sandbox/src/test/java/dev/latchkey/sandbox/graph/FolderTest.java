package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Folders below folders, moved, copied and followed. */
class FolderTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example");
    }

    @Test
    void aFolderIsMovedWithAllThatLiesInIt() {
        var projects = folder("inbox", "Projects");
        var plan = folder(projects, "Plan");
        adele.post("/me/mailFolders/" + plan + "/messages", "{\"subject\": \"Kept\"}");

        var moved = adele.post("/me/mailFolders/" + projects + "/move", "{\"DestinationId\": \"archive\"}");

        assertThat(moved.status()).isEqualTo(201);
        assertThat(moved.json().path("id").asString()).isEqualTo(projects);
        assertThat(names("archive")).contains("Projects");
        assertThat(names("inbox")).doesNotContain("Projects");
        assertThat(adele.find(plan, "Kept").path("subject").asString()).isEqualTo("Kept");
        assertThat(adele.post("/me/mailFolders/" + projects + "/move", "{\"destinationId\": \"" + plan + "\"}")
                        .code())
                .isEqualTo("ErrorFolderExists");
        assertThat(adele.post("/me/mailFolders/inbox/move", "{\"destinationId\": \"archive\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aFolderIsCopiedWithAllThatLiesInIt() {
        var notes = folder("inbox", "Notes");
        folder(notes, "Older");
        adele.post("/me/mailFolders/" + notes + "/messages", "{\"subject\": \"Twice\"}");

        var copy = adele.post("/me/mailFolders/" + notes + "/copy", "{\"destinationId\": \"archive\"}")
                .json();

        assertThat(copy.path("id").asString()).isNotEqualTo(notes);
        assertThat(copy.path("totalItemCount").asInt()).isEqualTo(1);
        assertThat(names(copy.path("id").asString())).containsExactly("Older");
        assertThat(adele.find(notes, "Twice").path("id"))
                .isNotEqualTo(adele.find(copy.path("id").asString(), "Twice").path("id"));
    }

    @Test
    void aFolderGetsNoNameThatIsTakenBesideItAndAWellKnownFolderNone() {
        var offers = folder("inbox", "Offers");
        var done = folder("inbox", "Done");

        var taken = adele.patch("/me/mailFolders/" + done, "{\"displayName\": \"offers\"}");

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("ErrorFolderExists");
        assertThat(names("inbox")).contains("Offers", "Done");
        assertThat(adele.patch("/me/mailFolders/" + offers, "{\"displayName\": \"OFFERS\"}")
                        .status())
                .isEqualTo(200);
        assertThat(adele.patch("/me/mailFolders/inbox", "{\"displayName\": \"Post\"}")
                        .status())
                .isEqualTo(400);
        assertThat(adele.get("/me/mailFolders/inbox").json().path("displayName").asString())
                .isEqualTo("Inbox");
    }

    @Test
    void whoFollowsTheFoldersSeesEachChangeOnce() {
        var first = adele.get("/me/mailFolders/delta");
        assertThat(first.value())
                .extracting(folder -> folder.path("displayName").asString())
                .contains("Inbox", "Drafts");
        var link = first.json().path("@odata.deltaLink").asString();
        assertThat(adele.get(link).value()).isEmpty();

        var gone = folder("inbox", "Gone");
        var renamed = folder("inbox", "Old name");
        link = adele.get(link).json().path("@odata.deltaLink").asString();
        adele.patch("/me/mailFolders/" + renamed, "{\"displayName\": \"New name\"}");
        adele.delete("/me/mailFolders/" + gone);
        var changes = adele.get(link).value();

        assertThat(changes)
                .filteredOn(change -> change.has("@removed"))
                .singleElement()
                .satisfies(change -> assertThat(change.path("id").asString()).isEqualTo(gone));
        assertThat(changes)
                .extracting(change -> change.path("displayName").asString(""))
                .contains("New name")
                .doesNotContain("Drafts");
    }

    @Test
    void aTokenOfAnotherHistoryStartsOver() {
        var link = adele.get("/me/mailFolders/delta")
                .json()
                .path("@odata.deltaLink")
                .asString();
        var alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
        alex.draft("opens the mailbox");

        var lost = adele.get(link.replaceFirst("deltatoken=.*", "deltatoken=" + "x".repeat(40)));

        assertThat(lost.status()).isEqualTo(410);
        assertThat(lost.header("Location")).endsWith("/me/mailFolders/delta");
    }

    private String folder(String parent, String name) {
        return adele.post("/me/mailFolders/" + parent + "/childFolders", "{\"displayName\": \"%s\"}".formatted(name))
                .json()
                .path("id")
                .asString();
    }

    private List<String> names(String parent) {
        return adele.get("/me/mailFolders/" + parent + "/childFolders").value().stream()
                .map(FolderTest::name)
                .toList();
    }

    private static String name(JsonNode folder) {
        return folder.path("displayName").asString();
    }
}
