package dev.latchkey.service.outgoing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drafts and sent mail of one mailbox, and what it has accepted for sending. */
final class PretendMailbox {

    private static final JsonMapper JSON = new JsonMapper();

    record Item(String id, String folder, ObjectNode json, List<JsonNode> files, Instant visibleAt) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<String> accepted = new ArrayList<>();
    private final Clock clock;
    private Duration shows = Duration.ZERO;
    private boolean newIdWhenSent;
    private int ids;

    PretendMailbox(Clock clock) {
        this.clock = clock;
    }

    /** What is sent can be found only after that long. */
    synchronized void showsSentAfter(Duration shows) {
        this.shows = shows;
    }

    /** The marker alone stays. */
    synchronized void changesIdWhenSent() {
        newIdWhenSent = true;
    }

    /** Markers of accepted sends, in order. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    synchronized List<Item> in(String folder) {
        return items.values().stream()
                .filter(item -> item.folder().equals(folder))
                .toList();
    }

    synchronized String create(JsonNode message, @Nullable String subject) {
        var id = "draft/" + ++ids + "=";
        var json = ((ObjectNode) message.deepCopy()).put("id", id).put("isDraft", true);
        json.put("internetMessageId", "<" + ids + "@pretend.example>").put("conversationId", "conversation");
        if (subject != null) {
            json.put("subject", subject);
            json.putArray("toRecipients")
                    .addObject()
                    .putObject("emailAddress")
                    .put("address", "writer@contoso.example");
        }
        items.put(id, new Item(id, "drafts", json, new ArrayList<>(), Instant.MIN));
        return json.toString();
    }

    synchronized Optional<String> update(String id, JsonNode change) {
        return find(id).map(item -> {
            change.properties().forEach(entry -> item.json().set(entry.getKey(), entry.getValue()));
            return item.json().toString();
        });
    }

    synchronized Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id)).filter(this::visible);
    }

    synchronized void delete(String id) {
        items.remove(id);
    }

    /** False where it is no draft any more. */
    synchronized boolean send(String id) {
        var draft = items.get(id);
        if (draft == null || !draft.folder().equals("drafts")) {
            return false;
        }
        items.remove(id);
        var sentId = newIdWhenSent ? id + "sent" : id;
        draft.json().put("id", sentId).put("isDraft", false);
        if (newIdWhenSent) {
            draft.json().put("internetMessageId", "<sent" + ids + "@pretend.example>");
        }
        items.put(sentId, new Item(sentId, "sentitems", draft.json(), draft.files(), visibleFromNow()));
        accepted.add(marker(draft.json()));
        return true;
    }

    synchronized void sendMail(JsonNode message) {
        accepted.add(marker(message));
    }

    synchronized String attach(String id, JsonNode file) {
        var files = find(id).orElseThrow().files();
        files.add(file);
        return JSON.createObjectNode().put("id", "file" + files.size()).toString();
    }

    synchronized String files(String id) {
        var answer = JSON.createObjectNode();
        var value = answer.putArray("value");
        find(id).orElseThrow().files().forEach(file -> value.addObject().put("id", "file" + value.size()));
        return answer.toString();
    }

    synchronized String search(@Nullable String folder, String filter) {
        var answer = JSON.createObjectNode();
        var value = answer.putArray("value");
        items.values().stream()
                .filter(this::visible)
                .filter(item -> folder == null || item.folder().equals(folder))
                .filter(item -> filter.contains("'" + marker(item.json()) + "'")
                        || filter.contains(
                                "'" + item.json().path("internetMessageId").stringValue("?") + "'"))
                .forEach(item -> value.add(item.json()));
        return answer.toString();
    }

    private Instant visibleFromNow() {
        return clock.instant().plus(shows);
    }

    private boolean visible(Item item) {
        return !clock.instant().isBefore(item.visibleAt());
    }

    static String marker(JsonNode message) {
        return message.path("singleValueExtendedProperties")
                .path(0)
                .path("value")
                .stringValue("");
    }
}
