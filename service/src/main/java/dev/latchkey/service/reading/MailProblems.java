package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.mailbox.MailboxReply;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What the API answers when Microsoft did not do what was asked. */
@Component
final class MailProblems {

    private final Explain explain;

    MailProblems(Explain explain) {
        this.explain = explain;
    }

    /** @throws ApiProblem unless it is done */
    <T> T value(MailboxReply<T> reply, Locale reader) {
        return switch (reply) {
            case MailboxReply.Done<T>(var value) -> value;
            case MailboxReply.Refused<T>(var error) when gone(error) -> throw ApiProblem.notFound("message");
            case MailboxReply.Refused<T>(var error)
            when error.is("TooLarge") ->
                throw ApiProblem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "too_large",
                        "This is larger than " + Bodies.LARGEST / 1024 / 1024
                                + " MB, which is as much as is passed on.");
            case MailboxReply.Refused<T>(var error) ->
                throw ApiProblem.diagnosed(
                        HttpStatus.BAD_GATEWAY,
                        "refused_by_microsoft",
                        "Microsoft refused this: " + error.code() + ".",
                        explain.in(reader, Finding.atGraph(error)));
            case MailboxReply.Later<T>(var at, var finding) ->
                throw ApiProblem.diagnosed(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "microsoft_unavailable",
                        "Microsoft does not answer just now. Try again after " + at + ".",
                        finding == null ? null : explain.in(reader, finding));
            case MailboxReply.ReconnectNeeded<T>(var finding) ->
                throw ApiProblem.diagnosed(
                        HttpStatus.CONFLICT,
                        "mailbox_needs_reconnect",
                        "The mailbox has to be connected again.",
                        explain.in(reader, finding));
            case MailboxReply.NotInUse<T>(var reason) ->
                throw ApiProblem.of(
                        HttpStatus.CONFLICT, "mailbox_not_in_use", "The mailbox is not in use: " + reason + ".");
        };
    }

    /** Where there is no mailbox at all, Graph answers 404 too. */
    private static boolean gone(GraphError error) {
        return Finding.atGraph(error).cause() == Cause.ITEM_GONE;
    }
}
