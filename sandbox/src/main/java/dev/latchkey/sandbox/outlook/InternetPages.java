package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.Replies.Kind;
import dev.latchkey.sandbox.outlook.ComposePages.Form;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Origin;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/** Answering mail that left the sandbox, as whoever got it. It is asked before {@link ComposePages}. */
public final class InternetPages implements HttpService {

    private static final String HOME = "/outlook/" + Frame.INTERNET;

    private interface Answering {
        void handle(Message message, EmailAddress author, ServerRequest request, ServerResponse response);
    }

    private final Exchange exchange;
    private final Pages pages;

    public InternetPages(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(HOME + "/message/{id}/reply", on(this::show)).post(HOME + "/message/{id}/reply", on(this::send));
    }

    /** With nothing to answer there, the way leads back to the list. */
    private Handler on(Answering page) {
        return (request, response) -> {
            var message = exchange.internet()
                    .mailbox()
                    .message(request.path().pathParameters().get("id"));
            var author = message.flatMap(exchange.internet()::recipient);
            if (message.isPresent() && author.isPresent()) {
                page.handle(message.get(), author.get(), request, response);
            } else {
                redirect(response, HOME);
            }
        };
    }

    private void show(Message message, EmailAddress author, ServerRequest request, ServerResponse response) {
        pages.send(response, "outlook/compose.jte", form(message, author, null));
    }

    private void send(Message message, EmailAddress author, ServerRequest request, ServerResponse response) {
        if (Origin.isForeign(request)) {
            ComposePages.refuse(response);
        } else if (exchange.outsideMail().answerable(message).isEmpty()) {
            pages.send(
                    response,
                    Status.BAD_REQUEST_400,
                    "outlook/compose.jte",
                    form(message, author, "No mailbox of the sandbox has the address that this would go to."));
        } else {
            exchange.outsideMail()
                    .answer(message, author, Fields.ofForm(request).get("text", ""));
            redirect(response, HOME + "/sentitems?sent=1");
        }
    }

    private Form form(Message message, EmailAddress author, @Nullable String problem) {
        var mailbox = exchange.internet().mailbox();
        var path = OutlookPages.path(mailbox, message);
        return new Form(
                Frame.of(mailbox, message.place().folder()),
                "Reply as " + author.address(),
                path + "/reply",
                path,
                OutlookPages.people(exchange.outsideMail().answerable(message)),
                "",
                exchange.replies()
                        .answer(mailbox, message, Kind.REPLY, "")
                        .envelope()
                        .subject(),
                "",
                false,
                problem);
    }

    private static void redirect(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
    }
}
