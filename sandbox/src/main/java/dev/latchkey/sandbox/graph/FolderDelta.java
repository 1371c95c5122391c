package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.ChangeLog.FolderChange;
import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/**
 * The folders that have changed: new, renamed, moved, gone, or with other counts. Each stands in the mailbox's log at its
 * latest change, so a first round is one that follows the log from its beginning.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/mailfolder-delta">mailFolder: delta</a>
 */
final class FolderDelta {

    private static final int LARGEST_PAGE = 1_000;

    /**
     * How far a reader has come, and the options of its first request, which are sent only once.
     *
     * @param sync when the mailbox's history began
     * @param began when the reader did: of folders that were gone by then it has never heard
     * @param point of the change log, up to which it has been read in this round
     * @param known up to which it had been read when the default folders got other names, and the round began anew
     * @param language of those names
     */
    record Token(String sync, long began, long point, long known, String language, Map<String, String> options) {

        String text() {
            return OpaqueToken.of(this);
        }

        static Optional<Token> read(String text) {
            return OpaqueToken.read(text, Token.class)
                    .filter(token -> token.sync != null && token.language != null && token.options != null)
                    .filter(token -> !token.options.containsValue(null));
        }

        Token at(long reached) {
            return new Token(sync, began, reached, known, language, options);
        }

        Token in(String other) {
            return language.equals(other) ? this : new Token(sync, began, 0, Math.max(known, point), other, options);
        }

        boolean shows(FolderChange change) {
            return switch (change) {
                case FolderChange.Present(var seq, var folder) ->
                    folder.number() != WellKnownFolder.MSGFOLDERROOT.number()
                            && !FolderRoutes.hidden(folder)
                            && (seq > known || folder.wellKnown() != null);
                case FolderChange.Gone(var seq, var _) -> seq > Math.max(began, known);
            };
        }
    }

    private final GraphCall call;
    private final Mailbox mailbox;

    FolderDelta(GraphCall call, Mailbox mailbox) {
        this.call = call;
        this.mailbox = mailbox;
    }

    GraphReply answer() {
        var token = token();
        var options = new GraphQuery(token.options());
        var changes = mailbox.changeLog().ofFolders(token.point()).stream()
                .filter(token::shows)
                .toList();
        var page = changes.subList(0, Math.min(pageSize(options), changes.size()));
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", FolderRoutes.context(call, mailbox));
        var values = json.putArray("value");
        page.forEach(change -> write(values, options, change));
        var next = page.isEmpty() ? token : token.at(page.getLast().seq());
        if (page.size() < changes.size()) {
            json.put("@odata.nextLink", link("$skiptoken", next));
        } else {
            json.put("@odata.deltaLink", link("$deltatoken", next));
        }
        return GraphReply.ok(json);
    }

    private void write(ArrayNode values, GraphQuery options, FolderChange change) {
        switch (change) {
            case FolderChange.Present(var _, Folder folder) ->
                values.add(FolderQuery.chosen(options, FolderRoutes.json(mailbox, folder)));
            case FolderChange.Gone(var _, var number) ->
                values.addObject()
                        .put("@odata.type", "#microsoft.graph.mailFolder")
                        .put("id", mailbox.ids().ofFolder(number))
                        .putObject("@removed")
                        .put("reason", "deleted");
        }
    }

    private Token token() {
        var given = call.query().get("$deltatoken").or(() -> call.query().get("$skiptoken"));
        return given.isEmpty() ? first() : known(given.get()).in(language());
    }

    private Token first() {
        var options = new LinkedHashMap<String, String>();
        call.query().get("$select").ifPresent(select -> options.put("$select", select));
        call.maxPageSize().ifPresent(size -> options.put("$maxpagesize", String.valueOf(size)));
        return new Token(mailbox.epoch(), mailbox.changeLog().now(), 0, 0, language(), options);
    }

    private Token known(String text) {
        var now = mailbox.changeLog().now();
        return Token.read(text)
                .filter(token -> token.sync().equals(mailbox.epoch()))
                .filter(token -> token.point() <= now && token.known() <= now)
                .orElseThrow(() -> GraphProblem.syncStateNotFound(call.root() + call.address()));
    }

    private int pageSize(GraphQuery options) {
        var asked = call.maxPageSize()
                .orElse(options.number("$maxpagesize", 0, Integer.MAX_VALUE).orElse(LARGEST_PAGE));
        return Math.clamp(asked, 1, LARGEST_PAGE);
    }

    private String language() {
        return String.valueOf(mailbox.owner().settings().mailboxLanguage());
    }

    private String link(String option, Token token) {
        return call.root() + call.address() + "?" + option + "=" + token.text();
    }
}
