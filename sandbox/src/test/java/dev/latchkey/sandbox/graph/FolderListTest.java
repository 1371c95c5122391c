package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists of folders: chosen, ordered, paged, and in the mailbox's language. */
class FolderListTest {

    private static final String ADELE = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), ADELE);
    }

    @Test
    void foldersAreFoundByName() {
        assertThat(names("$filter=displayName eq 'inbox'")).containsExactly("Inbox");
        assertThat(names("$filter=startswith(displayName,'D')")).containsExactly("Drafts", "Deleted Items");
        assertThat(names("$filter=displayName eq 'Inbox' or contains(displayName,'Items')"))
                .containsExactly("Inbox", "Sent Items", "Deleted Items");
        assertThat(names("$filter=displayName eq 'Nothing'")).isEmpty();
        assertThat(names("$filter=displayName eq 'It''s'")).isEmpty();
    }

    @Test
    void foldersAreFoundByTheirCounts() {
        adele.draft("The only draft");
        adele.post("/me/mailFolders/archive/childFolders", "{\"displayName\": \"Below\"}");

        assertThat(names("$filter=childFolderCount gt 0")).containsExactly("Archive");
        assertThat(names("$filter=totalItemCount eq 1")).containsExactly("Drafts");
        assertThat(names("$filter=totalItemCount ge 1 and unreadItemCount ne 0"))
                .containsExactly("Inbox");
        assertThat(adele.get("/me/mailFolders/$count?$filter=" + MailApp.encoded("totalItemCount ge 1"))
                        .text())
                .isEqualTo("2");
    }

    @Test
    void foldersBelowAFolderAreFoundTheSameWay() {
        for (var name : List.of("Beta", "Alpha", "Gamma")) {
            adele.post("/me/mailFolders/inbox/childFolders", "{\"displayName\": \"" + name + "\"}");
        }

        assertThat(names("/me/mailFolders/inbox/childFolders", "$orderby=displayName desc"))
                .containsExactly("Gamma", "Beta", "Alpha");
        assertThat(names("/me/mailFolders/inbox/childFolders", "$filter=startswith(displayName,'al')"))
                .containsExactly("Alpha");
    }

    @Test
    void foldersAreOrderedAndPagedAndCounted() {
        var first = adele.get("/me/mailFolders?$orderby=displayName&$top=3&$count=true&$select=displayName");

        assertThat(first.json().path("@odata.count").asInt()).isEqualTo(8);
        assertThat(first.value())
                .extracting(folder -> folder.path("displayName").asString())
                .containsExactly("Archive", "Conversation History", "Deleted Items");
        assertThat(first.value().getFirst().propertyNames()).containsExactlyInAnyOrder("id", "displayName");
        var second = adele.get(first.json().path("@odata.nextLink").asString());
        assertThat(second.value())
                .extracting(folder -> folder.path("displayName").asString())
                .containsExactly("Drafts", "Inbox", "Junk Email");
        assertThat(names("$orderby=displayName&$skip=6")).containsExactly("Outbox", "Sent Items");
        assertThat(adele.get("/me/mailFolders/inbox?$select=totalItemCount")
                        .json()
                        .has("displayName"))
                .isFalse();
    }

    @Test
    void hiddenFoldersAreListedWhenAskedFor() {
        assertThat(names("$filter=isHidden eq true")).isEmpty();
        assertThat(names("$filter=isHidden eq true&includeHiddenFolders=true"))
                .containsExactly("Recoverable Items Deletions");
    }

    @Test
    void whatAFolderHasNotIsRefused() {
        for (var wrong : List.of(
                "$filter=subject eq 'x'",
                "$filter=totalItemCount eq 'x'",
                "$filter=displayName eq",
                "$filter=categories/any(c:c eq 'x')",
                "$orderby=subject",
                "$orderby=displayName sideways",
                "$select=subject",
                "$top=0")) {
            assertThat(adele.get("/me/mailFolders?" + query(wrong)).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void defaultFoldersHaveTheNamesOfTheMailboxesLanguage() throws Exception {
        var inLanguages = Map.of(
                "DE", List.of("Posteingang", "Entwürfe", "Gesendete Elemente", "Gelöschte Elemente", "Junk-E-Mail"),
                "ES",
                        List.of(
                                "Bandeja de entrada",
                                "Borradores",
                                "Elementos enviados",
                                "Elementos eliminados",
                                "Correo no deseado"),
                "FR",
                        List.of(
                                "Boîte de réception",
                                "Brouillons",
                                "Éléments envoyés",
                                "Éléments supprimés",
                                "Courrier indésirable"),
                "EN", List.of("Inbox", "Drafts", "Sent Items", "Deleted Items", "Junk Email"));
        for (var language : inLanguages.entrySet()) {
            assertThat(speak(language.getKey())).isEqualTo(200);
            assertThat(names("")).containsAll(language.getValue());
        }
    }

    @Test
    void wellKnownNamesWorkInEveryLanguage() throws Exception {
        var id = adele.get("/me/mailFolders/inbox").json().path("id").asString();
        var own = adele.post("/me/mailFolders", "{\"displayName\": \"Drafts of mine\"}")
                .json()
                .path("id")
                .asString();
        var link = adele.get("/me/mailFolders/delta")
                .json()
                .path("@odata.deltaLink")
                .asString();
        speak("DE");

        var inbox = adele.get("/me/mailFolders/inbox").json();

        assertThat(inbox.path("id").asString()).isEqualTo(id);
        assertThat(inbox.path("displayName").asString()).isEqualTo("Posteingang");
        assertThat(adele.get("/me/mailFolders/SentItems")
                        .json()
                        .path("displayName")
                        .asString())
                .isEqualTo("Gesendete Elemente");
        assertThat(adele.get("/me/mailFolders/Posteingang").status()).isEqualTo(400);
        assertThat(names("$filter=displayName eq 'Posteingang'")).containsExactly("Posteingang");
        assertThat(adele.get("/me/mailFolders/" + own)
                        .json()
                        .path("displayName")
                        .asString())
                .isEqualTo("Drafts of mine");
        assertThat(adele.get(link).value())
                .extracting(folder -> folder.path("displayName").asString())
                .contains("Posteingang")
                .doesNotContain("Drafts of mine");
    }

    @Test
    void aLanguageThatTheSandboxDoesNotSpeakIsRefused() throws Exception {
        assertThat(speak("Klingon")).isEqualTo(400);
        assertThat(names("")).contains("Inbox");
    }

    private static int speak(String language) throws Exception {
        var address = microsoft.sandbox().address().resolve("/_sandbox/users/" + ADELE);
        var request = HttpRequest.newBuilder(address)
                .method("PATCH", BodyPublishers.ofString("{\"mailboxLanguage\": \"" + language + "\"}"))
                .header("Content-Type", "application/json");
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private List<String> names(String query) {
        return names("/me/mailFolders", query);
    }

    private List<String> names(String path, String query) {
        return adele.get(path + "?$top=50&" + query(query)).value().stream()
                .map(folder -> folder.path("displayName").asString())
                .toList();
    }

    private static String query(String readable) {
        return readable.replace(" ", "%20").replace("''", "%27%27");
    }
}
