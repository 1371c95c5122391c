package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.ItemIds;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code …/mailFolders}. */
final class FolderRoutes {

    /** Kept out of lists, as hidden folders are without {@code includeHiddenFolders}. */
    private static final List<Integer> HIDDEN = List.of(WellKnownFolder.RECOVERABLEITEMSDELETIONS.number());

    private final MessageRoutes messages;

    FolderRoutes(MessageRoutes messages) {
        this.messages = messages;
    }

    GraphReply answer(GraphCall call, Mailbox mailbox, GraphPath path) {
        return collection(call, mailbox, mailbox.folders().get(WellKnownFolder.MSGFOLDERROOT), path);
    }

    private GraphReply collection(GraphCall call, Mailbox mailbox, Folder parent, GraphPath path) {
        if (path.atEnd()) {
            return switch (call.method()) {
                case "GET" -> {
                    call.needs(Scopes.READ_BASIC);
                    yield new FolderQuery(call, mailbox, parent).answer();
                }
                case "POST" -> {
                    call.needs(Scopes.READ_WRITE);
                    yield create(call, mailbox, parent);
                }
                default -> throw GraphProblem.methodNotAllowed();
            };
        }
        if (path.name().equals("$count")) {
            Scopes.get(call, path);
            call.needs(Scopes.READ_BASIC);
            return GraphReply.text(String.valueOf(new FolderQuery(call, mailbox, parent).count()));
        }
        if (path.name().equals("delta")) {
            Scopes.get(call, path);
            call.needs(Scopes.READ_BASIC);
            return new FolderDelta(call, mailbox).answer();
        }
        var folder = mailbox.folders().get(path.id()).orElseThrow(() -> notFound(path.id()));
        return below(call, mailbox, folder, path.rest());
    }

    private GraphReply below(GraphCall call, Mailbox mailbox, Folder folder, GraphPath path) {
        if (path.atEnd()) {
            return single(call, mailbox, folder);
        }
        return switch (path.name()) {
            case "messages" -> messages.answer(call, mailbox, folder, path.rest());
            case "childfolders" -> collection(call, mailbox, folder, path.rest());
            case "move", "copy" -> {
                Scopes.post(call, path);
                call.needs(Scopes.READ_WRITE);
                yield GraphReply.created(entity(call, mailbox, placed(call, mailbox, folder, path.name())));
            }
            case "permanentdelete" -> {
                Scopes.post(call, path);
                call.needs(Scopes.READ_WRITE);
                yield remove(mailbox, folder);
            }
            default -> throw GraphProblem.noRoute(path.id());
        };
    }

    private GraphReply single(GraphCall call, Mailbox mailbox, Folder folder) {
        return switch (call.method()) {
            case "GET" -> {
                call.needs(Scopes.READ_BASIC);
                yield GraphReply.ok(entity(call, mailbox, folder));
            }
            case "PATCH" -> {
                call.needs(Scopes.READ_WRITE);
                yield GraphReply.ok(entity(call, mailbox, renamed(call, mailbox, folder)));
            }
            case "DELETE" -> {
                call.needs(Scopes.READ_WRITE);
                yield remove(mailbox, folder);
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    private static Folder renamed(GraphCall call, Mailbox mailbox, Folder folder) {
        var name = displayName(call);
        if (folder.wellKnown() != null) {
            throw new GraphProblem(400, "ErrorFolderSavePropertyError", "Distinguished folders cannot be renamed.");
        }
        return mailbox.folders().rename(folder, name).orElseThrow(FolderRoutes::exists);
    }

    private static Folder placed(GraphCall call, Mailbox mailbox, Folder folder, String action) {
        var destination = MessageRoutes.destination(call, mailbox);
        var folders = mailbox.folders();
        if (action.equals("move") && folder.wellKnown() != null) {
            throw new GraphProblem(400, "ErrorMoveDistinguishedFolder", "Distinguished folders cannot be moved.");
        }
        return (action.equals("move") ? folders.move(folder, destination) : folders.copy(folder, destination))
                .orElseThrow(FolderRoutes::exists);
    }

    private static GraphReply remove(Mailbox mailbox, Folder folder) {
        if (folder.wellKnown() != null) {
            throw new GraphProblem(400, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
        }
        mailbox.folders().remove(folder);
        return GraphReply.noContent();
    }

    private static GraphReply create(GraphCall call, Mailbox mailbox, Folder parent) {
        return mailbox.folders()
                .add(parent.number(), displayName(call))
                .map(folder -> GraphReply.created(entity(call, mailbox, folder)))
                .orElseThrow(FolderRoutes::exists);
    }

    private static GraphProblem exists() {
        return new GraphProblem(409, "ErrorFolderExists", "A folder with the specified name already exists.");
    }

    private static String displayName(GraphCall call) {
        return new JsonBody(call.json())
                .text("displayName")
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= 255)
                .orElseThrow(() -> GraphProblem.badRequest("A folder needs a display name of at most 255 characters."));
    }

    private static ObjectNode entity(GraphCall call, Mailbox mailbox, Folder folder) {
        return FolderQuery.chosen(call.query(), json(mailbox, folder))
                .put("@odata.context", context(call, mailbox) + "/$entity");
    }

    static boolean hidden(Folder folder) {
        return HIDDEN.contains(folder.number());
    }

    static ObjectNode json(Mailbox mailbox, Folder folder) {
        return GraphCall.JSON
                .createObjectNode()
                .put("id", mailbox.ids().ofFolder(folder.number()))
                .put("displayName", folder.displayName())
                .put("parentFolderId", mailbox.ids().ofFolder(folder.parent()))
                .put(
                        "childFolderCount",
                        mailbox.folders().below(folder.number()).size())
                .put("unreadItemCount", folder.unread())
                .put("totalItemCount", folder.total())
                .put("isHidden", hidden(folder));
    }

    private static GraphProblem notFound(String id) {
        return ItemIds.wellFormed(id)
                ? new GraphProblem(404, "ErrorFolderNotFound", "The specified folder was not found in the store.")
                : GraphProblem.malformedId();
    }

    static String context(GraphCall call, Mailbox mailbox) {
        return call.root() + "/$metadata#users('" + mailbox.owner().objectId() + "')/mailFolders";
    }
}
