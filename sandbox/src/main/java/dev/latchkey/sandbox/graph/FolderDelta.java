package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folders that have changed: new, renamed, moved, gone, or with other counts. The token holds what its reader has seen.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/mailfolder-delta">mailFolder: delta</a>
 */
final class FolderDelta {

    /**
     * @param sync when the mailbox's history began
     * @param seen the state of each folder, by its number
     */
    record Token(String sync, Map<String, Integer> seen) {

        String text() {
            return OpaqueToken.of(this);
        }

        static Optional<Token> read(String text) {
            return OpaqueToken.read(text, Token.class)
                    .filter(token -> token.sync != null && token.seen != null)
                    .filter(token -> token.seen.keySet().stream().allMatch(number -> number.matches("\\d{1,9}")));
        }
    }

    private final GraphCall call;
    private final Mailbox mailbox;

    FolderDelta(GraphCall call, Mailbox mailbox) {
        this.call = call;
        this.mailbox = mailbox;
    }

    GraphReply answer() {
        var before = call.query().get("$deltatoken").map(this::known).orElse(Map.of());
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", FolderRoutes.context(call, mailbox));
        var values = json.putArray("value");
        var now = new LinkedHashMap<String, Integer>();
        for (var folder : mailbox.folders().all()) {
            if (folder.number() == WellKnownFolder.MSGFOLDERROOT.number() || FolderRoutes.hidden(folder)) {
                continue;
            }
            var state = state(folder);
            now.put(number(folder), state);
            if (!Integer.valueOf(state).equals(before.get(number(folder)))) {
                values.add(FolderRoutes.json(mailbox, folder));
            }
        }
        before.keySet().stream()
                .filter(number -> !now.containsKey(number))
                .forEach(number -> values.addObject()
                        .put("@odata.type", "#microsoft.graph.mailFolder")
                        .put("id", mailbox.ids().ofFolder(Integer.parseInt(number)))
                        .putObject("@removed")
                        .put("reason", "deleted"));
        var token = new Token(mailbox.epoch(), now);
        json.put("@odata.deltaLink", call.root() + call.address() + "?$deltatoken=" + token.text());
        return GraphReply.ok(json);
    }

    private Map<String, Integer> known(String text) {
        return Token.read(text)
                .filter(token -> token.sync().equals(mailbox.epoch()))
                .map(Token::seen)
                .orElseThrow(() -> GraphProblem.syncStateNotFound(call.root() + call.address()));
    }

    private static String number(Folder folder) {
        return Integer.toString(folder.number());
    }

    private static int state(Folder folder) {
        return Objects.hash(folder.displayName(), folder.parent(), folder.total(), folder.unread());
    }
}
