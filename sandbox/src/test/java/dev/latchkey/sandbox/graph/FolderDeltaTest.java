package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The delta of the folders, as https://learn.microsoft.com/graph/api/mailfolder-delta has it. */
class FolderDeltaTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String DELTA = "/me/mailFolders/delta";
    private static final List<String> TOP = List.of("inbox", "archive", "msgfolderroot");

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
    }

    @Test
    void eachPageHasAsManyFoldersAsTheCallerWants() {
        var page = adele.with("Prefer", "odata.maxpagesize=2").get(DELTA + "?$select=displayName");
        var names = new ArrayList<String>();

        while (page.json().has("@odata.nextLink")) {
            assertThat(page.value()).hasSize(2);
            assertThat(page.json().has("@odata.deltaLink")).isFalse();
            page.value().forEach(folder -> names.add(folder.path("displayName").asString()));
            page = adele.get(page.json().path("@odata.nextLink").asString());
        }

        page.value().forEach(folder -> {
            names.add(folder.path("displayName").asString());
            assertThat(folder.propertyNames()).containsExactlyInAnyOrder("id", "displayName");
        });
        assertThat(names).contains("Inbox", "Sent Items").doesNotHaveDuplicates();
        assertThat(names).containsExactlyInAnyOrderElementsOf(names(folders(adele)));
        assertThat(page.json().path("@odata.deltaLink").asString()).contains("$deltatoken=");
    }

    @Test
    void aFirstRoundTellsNothingOfFoldersThatWereGoneBefore() {
        adele.delete("/me/mailFolders/" + folder("inbox", "Gone"));

        assertThat(adele.get(DELTA).value()).noneMatch(folder -> folder.has("@removed"));
    }

    @Test
    void aTokenStaysAsSmallHoweverManyFoldersThereAre() {
        var before = new Reader(adele, 50).follow(DELTA).length();
        for (var number = 0; number < 60; number++) {
            folder("inbox", "Folder " + number);
        }

        assertThat(new Reader(adele, 50).follow(DELTA)).hasSizeLessThan(before + 10);
    }

    @Test
    void anotherLanguageRenamesTheDefaultFolders() {
        var reader = new Reader(adele, 3);
        var mine = folder("inbox", "Mine");
        var gone = folder("inbox", "Gone");
        var link = reader.follow(DELTA);
        adele.delete("/me/mailFolders/" + gone);
        microsoft.client().changeUser("adele@contoso.example", "{\"mailboxLanguage\": \"DE\"}");

        link = reader.follow(link);

        assertThat(reader.known).isEqualTo(folders(adele)).containsKey(mine).doesNotContainKey(gone);
        assertThat(names(reader.known)).contains("Posteingang");
        assertThat(adele.get(link).value()).isEmpty();
    }

    @Test
    void aTokenOfTheMessagesOrOfAnotherHistoryIsGone() {
        var link = new Reader(adele, 50).follow(DELTA);
        var token = link.substring(link.indexOf("$deltatoken="));
        var ofMessages = adele.get("/me/mailFolders/inbox/messages/delta?$top=50")
                .json()
                .path("@odata.deltaLink")
                .asString();

        for (var unknown : List.of(
                "$deltatoken=nonsense", "$skiptoken=e30", ofMessages.substring(ofMessages.indexOf("$deltatoken=")))) {
            var answer = adele.get(DELTA + "?" + unknown);
            assertThat(answer.status() + " " + answer.code()).isEqualTo("410 syncStateNotFound");
            assertThat(answer.header("Location")).endsWith(DELTA);
        }
        assertThat(adele.get(DELTA + "?" + token).status()).isEqualTo(200);
        microsoft.sandbox().reset();
        signIn();
        assertThat(adele.get(DELTA + "?" + token).code()).isEqualTo("syncStateNotFound");
    }

    @Test
    void whoFollowsTheLinksEndsWithExactlyTheMailboxesFolders() {
        for (var seed = 1L; seed <= 6; seed++) {
            var random = new Random(seed);
            var reader = new Reader(adele, 1 + random.nextInt(4));
            reader.beforeEachPage = () -> change(random);
            var link = DELTA;
            for (var round = 0; round < 5; round++) {
                link = reader.follow(link);
            }
            reader.beforeEachPage = () -> {};
            reader.follow(link);

            assertThat(reader.known).as("history %d", seed).isEqualTo(folders(adele));
        }
    }

    @Test
    void whoFollowsWhileOthersWriteEndsWithExactlyTheMailboxesFoldersToo() throws Exception {
        var reader = new Reader(adele, 3);
        var link = DELTA;
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var seed = 1L; seed <= 3; seed++) {
                var random = new Random(seed);
                writing.add(writers.submit(() -> {
                    for (var number = 0; number < 40; number++) {
                        change(random);
                    }
                }));
            }
            while (writing.stream().anyMatch(one -> !one.isDone())) {
                link = reader.follow(link);
            }
            for (var one : writing) {
                one.get();
            }
        }
        reader.follow(link);

        assertThat(reader.known).isEqualTo(folders(adele));
    }

    /** Makes, renames, moves, copies and deletes folders in folders, and puts mail into them. */
    private void change(Random random) {
        var made = new ArrayList<>(folders(adele).entrySet());
        made.removeIf(folder -> !folder.getValue().startsWith("F"));
        if (made.isEmpty() || random.nextInt(3) == 0) {
            folder(TOP.get(random.nextInt(TOP.size())), "F" + random.nextInt(99));
            return;
        }
        var folder = "/me/mailFolders/" + made.get(random.nextInt(made.size())).getKey();
        var other = random.nextInt(3) == 0
                ? TOP.get(random.nextInt(TOP.size()))
                : made.get(random.nextInt(made.size())).getKey();
        var destination = "{\"destinationId\": \"" + other + "\"}";
        switch (random.nextInt(7)) {
            case 0 -> folder(other, "F" + random.nextInt(99));
            case 1 -> adele.patch(folder, "{\"displayName\": \"F" + random.nextInt(99) + "\"}");
            case 2, 3 -> adele.post(folder + "/move", destination);
            case 4 -> adele.post(folder + "/copy", destination);
            case 5 -> adele.post(folder + "/messages", "{\"subject\": \"x\"}");
            default -> adele.delete(folder);
        }
    }

    private String folder(String parent, String name) {
        return adele.post("/me/mailFolders/" + parent + "/childFolders", "{\"displayName\": \"%s\"}".formatted(name))
                .json()
                .path("id")
                .asString();
    }

    /** All of them, found from the root downward. */
    private static Map<String, String> folders(MailApp client) {
        var found = new TreeMap<String, String>();
        collect(client, "msgfolderroot", found);
        return found;
    }

    private static void collect(MailApp client, String parent, Map<String, String> found) {
        client.get("/me/mailFolders/" + parent + "/childFolders?$top=1000")
                .value()
                .forEach(folder -> {
                    var id = folder.path("id").asString();
                    found.put(id, state(folder));
                    if (folder.path("childFolderCount").asInt() > 0) {
                        collect(client, id, found);
                    }
                });
    }

    private static String state(JsonNode folder) {
        return "%s in %s, %s below, %s of %s unread"
                .formatted(
                        folder.path("displayName").asString(),
                        folder.path("parentFolderId").asString(),
                        folder.path("childFolderCount").asString(),
                        folder.path("unreadItemCount").asString(),
                        folder.path("totalItemCount").asString());
    }

    private static List<String> names(Map<String, String> folders) {
        return folders.values().stream()
                .map(state -> state.substring(0, state.indexOf(" in ")))
                .toList();
    }

    /** Does what Microsoft asks of a client: applies each change in the order in which it comes. */
    private static final class Reader {

        final Map<String, String> known = new TreeMap<>();
        Runnable beforeEachPage = () -> {};
        private final MailApp client;

        Reader(MailApp client, int pageSize) {
            this.client = client.with("Prefer", "odata.maxpagesize=" + pageSize);
        }

        String follow(String link) {
            var next = link;
            while (true) {
                beforeEachPage.run();
                var page = client.get(next);
                assertThat(page.status()).isEqualTo(200);
                page.value().forEach(this::apply);
                if (page.json().has("@odata.deltaLink")) {
                    return page.json().path("@odata.deltaLink").asString();
                }
                next = page.json().path("@odata.nextLink").asString();
            }
        }

        private void apply(JsonNode change) {
            var id = change.path("id").asString();
            if (change.has("@removed")) {
                known.remove(id);
            } else {
                known.put(id, state(change));
            }
        }
    }
}
