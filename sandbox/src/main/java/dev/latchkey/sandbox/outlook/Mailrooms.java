package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the mailbox and the message that a path names; where there is none, the mailboxes are listed. */
public final class Mailrooms {

    /** The mailboxes to choose from; with what was not found, if anything. */
    public record Choice(
            List<EmailAddress> mailboxes, @Nullable String problem) {}

    interface InMailbox {
        void handle(ServerRequest request, ServerResponse response, Mailbox mailbox);
    }

    interface OnMessage {
        void handle(Opened opened, ServerRequest request, ServerResponse response);
    }

    /** A message that was asked for. */
    record Opened(Mailbox mailbox, Message message) {}

    private final Exchange exchange;
    private final Pages pages;

    Mailrooms(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
    }

    Handler in(InMailbox page) {
        return (request, response) -> {
            var address = request.path().pathParameters().get("address");
            mailbox(address)
                    .ifPresentOrElse(
                            mailbox -> page.handle(request, response, mailbox),
                            () -> choose(response, Status.NOT_FOUND_404, "There is no mailbox of " + address + "."));
        };
    }

    Handler on(OnMessage page) {
        return in((request, response, mailbox) -> mailbox.message(
                        request.path().pathParameters().get("id"))
                .ifPresentOrElse(
                        message -> page.handle(new Opened(mailbox, message), request, response),
                        () -> choose(response, Status.NOT_FOUND_404, "That message is gone.")));
    }

    void choose(ServerResponse response, Status status, @Nullable String problem) {
        var addresses =
                exchange.mailboxes().all().stream().map(Mailbox::address).toList();
        pages.send(response, status, "outlook/mailboxes.jte", new Choice(addresses, problem));
    }

    private Optional<Mailbox> mailbox(String address) {
        return address.equals(Frame.INTERNET)
                ? Optional.of(exchange.internet().mailbox())
                : exchange.mailboxes().byAddress(address);
    }
}
