package dev.latchkey.sandbox.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class DeltaTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String INBOX_DELTA = "/me/mailFolders/inbox/messages/delta";

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
    }

    @Test
    void theFirstRoundShowsTheFolderNewestFirstAndEndsWithALink() {
        var page = adele.with("Prefer", "odata.maxpagesize=3").get(INBOX_DELTA + "?$select=subject");

        assertThat(page.value()).hasSize(3);
        assertThat(page.json().has("@odata.deltaLink")).isFalse();
        assertThat(page.value().getFirst().path("subject").asString()).isEqualTo("Welcome to your mailbox");
        assertThat(page.value().getFirst().has("body")).isFalse();
        var last = adele.get(page.json().path("@odata.nextLink").asString());
        assertThat(last.value()).hasSize(1);
        assertThat(last.value().getFirst().has("body")).isFalse();
        assertThat(last.json().path("@odata.deltaLink").asString()).contains("$deltatoken=");
        assertThat(last.json().has("@odata.nextLink")).isFalse();
    }

    @Test
    void aRoundWithoutChangesIsEmpty() {
        var link = new Reader(adele, 50).follow(INBOX_DELTA);

        var again = adele.get(link);

        assertThat(again.value()).isEmpty();
        assertThat(again.json().has("@odata.deltaLink")).isTrue();
    }

    @Test
    void aMessageThatMovedAwayIsRemovedAndOneThatWasReadIsUpdated() {
        var reader = new Reader(adele, 50);
        var link = reader.follow(INBOX_DELTA);
        var ids = new ArrayList<>(reader.known.keySet());
        adele.post("/me/messages/" + ids.get(0) + "/move", "{\"destinationId\": \"archive\"}");
        adele.patch("/me/messages/" + ids.get(1), "{\"isRead\": true}");

        var changes = adele.get(link).value();

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).path("@removed").path("reason").asString()).isEqualTo("deleted");
        assertThat(changes.get(0).path("@odata.type").asString()).isEqualTo("#microsoft.graph.message");
        assertThat(changes.get(0).path("id").asString()).isEqualTo(ids.get(0));
        assertThat(changes.get(1).path("id").asString()).isEqualTo(ids.get(1));
        assertThat(changes.get(1).path("isRead").asBoolean()).isTrue();
    }

    @Test
    void whoWantsNewMailOnlyGetsAllOfItPageByPage() {
        var link = new Reader(adele, 2).follow(INBOX_DELTA + "?changeType=created");
        for (var number = 0; number < 6; number++) {
            microsoft.client().deliver("""
                    {"from": "customer@elsewhere.example", "to": "adele@contoso.example", "subject": "New %d"}""".formatted(number));
            adele.patch(
                    "/me/messages/"
                            + adele.find("inbox", "New " + number).path("id").asString(),
                    "{\"isRead\": true}");
        }

        var seen = new ArrayList<String>();
        while (!link.isEmpty()) {
            var page = adele.with("Prefer", "odata.maxpagesize=2").get(link);
            page.value().forEach(message -> seen.add(message.path("subject").asString()));
            link = page.json().path("@odata.nextLink").asString("");
        }

        assertThat(seen).containsExactlyInAnyOrder("New 0", "New 1", "New 2", "New 3", "New 4", "New 5");
    }

    @Test
    void whoWantsNewMailOnlyMissesNoneThatChangesMeanwhile() throws Exception {
        var created = new Reader(adele, 2);
        var link = created.follow(INBOX_DELTA + "?changeType=created");
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var writer = 0; writer < 3; writer++) {
                writing.add(writers.submit(() -> {
                    for (var number = 0; number < 30; number++) {
                        var made = adele.post("/me/mailFolders/inbox/messages", "{\"subject\": \"New\"}");
                        adele.patch("/me/messages/" + made.json().path("id").asString(), "{\"isRead\": true}");
                    }
                }));
            }
            while (writing.stream().anyMatch(one -> !one.isDone())) {
                link = created.follow(link);
            }
            for (var one : writing) {
                one.get();
            }
        }
        created.follow(link);

        assertThat(created.known.keySet())
                .containsExactlyInAnyOrderElementsOf(inbox(adele).keySet());
    }

    @Test
    void aTokenThatIsUnknownHereIsGone() {
        var link = new Reader(adele, 50).follow(INBOX_DELTA);
        var token = link.substring(link.indexOf("$deltatoken="));

        for (var unknown :
                List.of("$deltatoken=nonsense", "$deltatoken=e30", "$skiptoken=%C3%A9", "$deltatoken=bnVsbA")) {
            var answer = adele.get(INBOX_DELTA + "?" + unknown);
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("syncStateNotFound");
            assertThat(answer.header("Location")).endsWith(INBOX_DELTA);
        }
        assertThat(adele.get("/me/mailFolders/drafts/messages/delta?" + token).status())
                .isEqualTo(410);
        microsoft.sandbox().reset();
        signIn();
        assertThat(adele.get(INBOX_DELTA + "?" + token).code()).isEqualTo("syncStateNotFound");
    }

    @Test
    void aTokenThatSomebodyEditedIsGone() {
        var messages = new Reader(adele, 50).follow(INBOX_DELTA + "?$top=5");
        var folders = adele.get("/me/mailFolders/delta")
                .json()
                .path("@odata.deltaLink")
                .asString();

        for (var edited : List.of(
                edited(messages, "\"options\":\\{", "\"options\":{\"$filter\":null,"),
                edited(messages, "\"position\":null", "\"position\":\"x\""),
                edited(messages, "\"point\":\\d+", "\"point\":\"many\""),
                edited(folders, "\"options\":\\{", "\"options\":{\"$select\":null,"),
                edited(folders, "\"language\":\"[^\"]*\"", "\"language\":null"),
                edited(folders, "\"point\":\\d+", "\"point\":99999999999"))) {
            var answer = adele.get(edited);
            assertThat(answer.status()).as(edited).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("syncStateNotFound");
        }
    }

    private static String edited(String link, String part, String other) {
        var token = link.substring(link.indexOf('=') + 1);
        var before = new String(Base64.getUrlDecoder().decode(token), UTF_8);
        var after = before.replaceFirst(part, Matcher.quoteReplacement(other));
        assertThat(after).isNotEqualTo(before);
        return link.replace(token, Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(UTF_8)));
    }

    @Test
    void itsFormsAndOptionsAreThoseOfMicrosoftsClients() {
        for (var form : List.of("delta", "delta()", "microsoft.graph.delta()", "Delta")) {
            assertThat(adele.get("/me/mailFolders('Inbox')/messages/" + form).status())
                    .isEqualTo(200);
        }
        assertThat(adele.get(INBOX_DELTA + "?$filter=receivedDateTime%20ge%202000-01-01T00:00:00Z&$top=1")
                        .value())
                .hasSize(1);
        assertThat(adele.get(INBOX_DELTA + "?$filter=isRead%20eq%20true").status())
                .isEqualTo(400);
        assertThat(adele.get(INBOX_DELTA + "?$orderby=subject").status()).isEqualTo(400);
        assertThat(adele.get("/me/messages/delta").status()).isEqualTo(400);
    }

    @Test
    void underAFilterTheFirstRoundEndsWithFiveThousandMessages() {
        var mbox = new StringBuilder();
        for (var number = 0; number < 5_020; number++) {
            mbox.append("From c@elsewhere.example Mon Nov 23 10:00:00 2026\n")
                    .append("From: c@elsewhere.example\nDate: Mon, 23 Nov 2020 10:00:00 +0000\n\nx\n\n");
        }
        var imported = microsoft.sandbox().address() + "/_sandbox/import?mailbox=adele@contoso.example";
        adele.call("POST", imported, "application/mbox", mbox.toString().getBytes(UTF_8));
        var all = new Reader(adele, 1_000);
        all.follow(INBOX_DELTA + "?$select=subject");
        var filtered = new Reader(adele, 999);

        var link =
                filtered.follow(INBOX_DELTA + "?$select=subject&$filter=receivedDateTime%20ge%202000-01-01T00:00:00Z");

        assertThat(all.known).hasSizeGreaterThan(5_020);
        assertThat(filtered.known).hasSize(5_000);
        assertThat(adele.get(link).value()).isEmpty();
        adele.post("/me/mailFolders/inbox/messages", "{\"subject\": \"Later\"}");
        assertThat(adele.get(link).value())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.path("subject").asString()).isEqualTo("Later"));
    }

    @Test
    void whoFollowsTheLinksEndsWithExactlyTheFoldersState() {
        for (var seed = 1L; seed <= 6; seed++) {
            followThroughARandomHistory(seed, seed % 2 == 0);
        }
    }

    /** Three who write at once, and two who read meanwhile, each in a form of ids of their own. */
    @Test
    void whoFollowsWhileOthersWriteEndsWithExactlyTheFoldersStateToo() throws Exception {
        var movable = new Reader(adele, 3);
        var fixed = new Reader(adele.immutable(), 2);
        var links = new String[] {INBOX_DELTA, INBOX_DELTA};
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var seed = 1L; seed <= 3; seed++) {
                var random = new Random(seed);
                writing.add(writers.submit(() -> {
                    for (var number = 0; number < 40; number++) {
                        change(adele, random);
                    }
                }));
            }
            while (writing.stream().anyMatch(one -> !one.isDone())) {
                links[0] = movable.follow(links[0]);
                links[1] = fixed.follow(links[1]);
            }
            for (var one : writing) {
                one.get();
            }
        }
        movable.follow(links[0]);
        fixed.follow(links[1]);

        assertThat(movable.known).containsExactlyInAnyOrderEntriesOf(inbox(adele));
        assertThat(fixed.known).containsExactlyInAnyOrderEntriesOf(inbox(adele.immutable()));
    }

    private void followThroughARandomHistory(long seed, boolean immutable) {
        var random = new Random(seed);
        var client = immutable ? adele.immutable() : adele;
        var reader = new Reader(client, 1 + random.nextInt(4));
        reader.beforeEachPage = () -> change(client, random);
        var link = INBOX_DELTA;
        for (var round = 0; round < 5; round++) {
            link = reader.follow(link);
        }
        reader.beforeEachPage = () -> {};
        reader.follow(link);

        assertThat(reader.known)
                .as("history %d, immutable ids %s", seed, immutable)
                .containsExactlyInAnyOrderEntriesOf(inbox(client));
    }

    private static Map<String, String> inbox(MailApp client) {
        var actual = new LinkedHashMap<String, String>();
        client.get("/me/mailFolders/inbox/messages?$top=1000")
                .value()
                .forEach(message -> actual.put(message.path("id").asString(), state(message)));
        return actual;
    }

    private static void change(MailApp client, Random random) {
        var folders = List.of("inbox", "archive", "drafts", "deleteditems");
        var folder = folders.get(random.nextInt(folders.size()));
        var messages = client.get("/me/mailFolders/" + folder + "/messages?$top=1000&$select=id")
                .value();
        if (messages.isEmpty() || random.nextInt(4) == 0) {
            client.post("/me/mailFolders/" + folder + "/messages", "{\"subject\": \"S" + random.nextInt(99) + "\"}");
            return;
        }
        var message = "/me/messages/"
                + messages.get(random.nextInt(messages.size())).path("id").asString();
        switch (random.nextInt(5)) {
            case 0 -> client.patch(message, "{\"isRead\": " + random.nextBoolean() + "}");
            case 1 -> client.delete(message);
            case 2 -> client.post(message + "/copy", "{\"destinationId\": \"inbox\"}");
            default ->
                client.post(message + "/move", "{\"destinationId\": \"" + folders.get(random.nextInt(3)) + "\"}");
        }
    }

    private static String state(JsonNode message) {
        return message.path("subject").asString() + " " + message.path("isRead") + " " + message.path("changeKey");
    }

    /** Does what Microsoft asks of a client: applies each change in the order in which it comes. */
    private static final class Reader {

        final Map<String, String> known = new LinkedHashMap<>();
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
