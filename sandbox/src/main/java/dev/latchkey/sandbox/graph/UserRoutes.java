package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;

/** {@code /me} and {@code /users/{id}}: the profile, and the ways into the mailbox. */
final class UserRoutes {

    /** What Microsoft's Java client writes for the signed-in user, and rewrites unless its HTTP client was replaced. */
    private static final String SDK_ME = "TokenToReplace";

    private final Directory directory;
    private final Exchange exchange;
    private final Throttle throttle;
    private final SendRoutes sending;
    private final MessageRoutes messages;
    private final FolderRoutes folders;

    UserRoutes(Directory directory, Exchange exchange, Throttle throttle, UploadSessions uploads) {
        this.directory = directory;
        this.exchange = exchange;
        this.throttle = throttle;
        this.sending = new SendRoutes(exchange);
        this.messages = new MessageRoutes(exchange, uploads);
        this.folders = new FolderRoutes(messages);
    }

    GraphReply me(GraphCall call, GraphPath path) {
        return below(call, self(call), path);
    }

    GraphReply users(GraphCall call, GraphPath path) {
        if (path.atEnd()) {
            throw new GraphProblem(
                    403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }
        return below(call, named(call, path.id()), path.rest());
    }

    /** The mailbox that a path such as {@code /me/…} or {@code /users/{id}/…} leads into. */
    Mailbox mailbox(GraphCall call, GraphPath path) {
        return switch (path.name()) {
            case "me" -> mailbox(self(call));
            case "users" -> mailbox(named(call, path.rest().id()));
            default -> throw GraphProblem.noRoute(path.id());
        };
    }

    private GraphReply below(GraphCall call, User user, GraphPath path) {
        if (path.atEnd()) {
            return profile(call, user);
        }
        var uploaded = call.is("GET") ? 0 : call.body().length;
        return throttle.within(call.caller().appId(), user.objectId(), uploaded, () -> mail(call, user, path));
    }

    private GraphReply mail(GraphCall call, User user, GraphPath path) {
        return switch (path.name()) {
            case "messages" -> messages.answer(call, mailbox(user), null, path.rest());
            case "mailfolders" -> folders.answer(call, mailbox(user), path.rest());
            case "sendmail" -> {
                Scopes.post(call, path);
                yield sending.sendMail(call, mailbox(user));
            }
            case "translateexchangeids" -> {
                Scopes.post(call, path);
                call.needs(Scopes.USER);
                yield ExchangeIdRoutes.translate(call, mailbox(user));
            }
            default -> throw GraphProblem.noRoute(path.id());
        };
    }

    private User self(GraphCall call) {
        if (call.caller().applicationAlone()) {
            throw GraphProblem.badRequest("/me request is only valid with delegated authentication flow.");
        }
        return directory
                .user(call.caller().objectId())
                .orElseThrow(() -> noSuchUser(call.caller().objectId()));
    }

    /** Only oneself: mailboxes are shared with nobody here. */
    private User named(GraphCall call, String idOrAddress) {
        if (call.caller().applicationAlone()) {
            throw GraphProblem.accessDenied();
        }
        var self = self(call);
        if (idOrAddress.equalsIgnoreCase(self.objectId())
                || idOrAddress.equalsIgnoreCase(self.address())
                || idOrAddress.equals(SDK_ME)) {
            return self;
        }
        if (directory
                .user(idOrAddress)
                .or(() -> directory.userByAddress(idOrAddress))
                .isEmpty()) {
            throw noSuchUser(idOrAddress);
        }
        throw GraphProblem.accessDenied();
    }

    private Mailbox mailbox(User user) {
        return exchange.mailboxes()
                .of(user)
                .orElseThrow(() -> new GraphProblem(
                        404,
                        "MailboxNotEnabledForRESTAPI",
                        "The mailbox is either inactive, soft-deleted, or is hosted on-premise."));
    }

    private static GraphReply profile(GraphCall call, User user) {
        if (!call.is("GET")) {
            throw GraphProblem.methodNotAllowed();
        }
        if (!call.caller().scopes().contains("User.Read")) {
            throw new GraphProblem(
                    403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }
        return GraphReply.ok(Profile.of(call, user));
    }

    private static GraphProblem noSuchUser(String id) {
        return new GraphProblem(404, "ErrorInvalidUser", "The requested user '" + id + "' is invalid.");
    }
}
