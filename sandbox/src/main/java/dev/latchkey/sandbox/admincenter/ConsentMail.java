package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.entra.ConsentRequests.ConsentRequest;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mail;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * The mails of the approval workflow: to the reviewers when somebody asks, to who asked when it is answered or expires.
 * The application gets none.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/admin-consent-workflow-overview">Admin
 *     consent workflow</a>
 */
public final class ConsentMail {

    private static final EmailAddress SENDER = new EmailAddress("Sandbox Entra ID", "no-reply@entra.sandbox.example");

    private final Directory directory;
    private final Exchange exchange;
    private final Supplier<URI> sandbox;

    /** {@code sandbox} is where the admin center answers. */
    public ConsentMail(Directory directory, Exchange exchange, Supplier<URI> sandbox) {
        this.directory = directory;
        this.exchange = exchange;
        this.sandbox = sandbox;
    }

    /** Tells whom it concerns about what the request has become. */
    public void send(ConsentRequest request) {
        var requester = directory.user(request.requesterId());
        if (requester.isEmpty()) {
            return;
        }
        var app = directory
                .application(request.clientId())
                .map(Directory.Application::displayName)
                .orElse(request.clientId());
        switch (request.status()) {
            case IN_PROGRESS -> reviewers(request).forEach(each -> askReviewer(each, requester.get(), app, request));
            case APPROVED ->
                deliver(
                        requester.get(),
                        "Your request for " + app + " was approved",
                        "An administrator of your organization approved your request for " + app
                                + ". Start again in the application: it does not hear of the approval by itself.");
            case DENIED ->
                deliver(
                        requester.get(),
                        "Your request for " + app + " was denied",
                        "An administrator of your organization denied your request for " + app + ".");
            case EXPIRED ->
                deliver(
                        requester.get(),
                        "Your request for " + app + " has expired",
                        "Nobody answered your request for " + app + " in time. You can ask again.");
        }
    }

    /** Those who are set, else every administrator. */
    private List<User> reviewers(ConsentRequest request) {
        var chosen =
                directory.tenant(request.tenantId()).orElseThrow().settings().reviewers();
        return directory.users().stream()
                .filter(user -> user.tenantId().equals(request.tenantId()))
                .filter(user -> chosen.isEmpty()
                        ? user.administrator()
                        : chosen.stream().anyMatch(user.address()::equalsIgnoreCase))
                .toList();
    }

    private void askReviewer(User reviewer, User requester, String app, ConsentRequest request) {
        var domain = directory.tenantOf(reviewer).domain();
        deliver(reviewer, "Review the admin consent request for " + app, """
                %s (%s) asks for admin consent to %s.

                Justification: %s
                Permissions: %s

                Review the request: %s
                """.formatted(
                        requester.displayName(),
                        requester.address(),
                        app,
                        request.reason(),
                        String.join(" ", request.scopes()),
                        sandbox.get().resolve("/entra/" + domain + "/requests")));
    }

    private void deliver(User user, String subject, String text) {
        exchange.mailboxes()
                .of(user)
                .ifPresent(mailbox -> exchange.outsideMail()
                        .deliver(mailbox, SENDER, subject, new Mail.Body(false, text), List.of()));
    }
}
