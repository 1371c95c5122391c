package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.service.mailbox.MailboxReply;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The document in the frame of the reading pane: a mail's text and nothing that runs. */
@Component
final class BodyDocument {

    /**
     * Of the document in the frame. Whatever slips through the cleaning can neither run nor load nor submit; {@code sandbox}
     * holds even where somebody opens the address outside the frame.
     */
    static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
                    + "base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private final MessageSource texts;

    BodyDocument(MessageSource texts) {
        this.texts = texts;
    }

    String of(MailboxReply<Bodies.Opened> reply, Locale reader) {
        return switch (reply) {
            case MailboxReply.Done<Bodies.Opened>(var opened) -> document(opened, reader);
            case MailboxReply.Refused<Bodies.Opened>(var error) ->
                note(error.notFound() ? "reading.body.gone" : "reading.body.refused", reader);
            case MailboxReply.Later<Bodies.Opened> later -> note("reading.body.later", reader);
            case MailboxReply.ReconnectNeeded<Bodies.Opened> reconnect -> note("reading.body.reconnect", reader);
            case MailboxReply.NotInUse<Bodies.Opened> _ -> note("reading.body.notInUse", reader);
        };
    }

    private String document(Bodies.Opened opened, Locale reader) {
        if (opened.body().type() == Body.Type.TEXT) {
            return page("<pre>" + HtmlUtils.htmlEscape(opened.body().content()) + "</pre>", reader);
        }
        var safe = SafeHtml.of(opened.body().content(), opened.images());
        var notice = safe.remoteImages() == 0 ? "" : paragraph(text("reading.body.remoteImages", reader));
        return page(notice + safe.html(), reader);
    }

    private String note(String key, Locale reader) {
        return page(paragraph(text(key, reader)), reader);
    }

    private String text(String key, Locale reader) {
        return texts.getMessage(key, null, reader);
    }

    private static String paragraph(String text) {
        return "<p class=\"note\">" + HtmlUtils.htmlEscape(text) + "</p>";
    }

    private static String page(String content, Locale reader) {
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="referrer" content="no-referrer"><title></title><style>
                :root { color-scheme: light; } body { margin: .75rem; color: #17211f; background: #fff;
                  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
                pre { white-space: pre-wrap; font: inherit; } img { max-width: 100%%; height: auto; }
                .note { margin: 0 0 .75rem; padding: .5rem .75rem; border-radius: .5rem; background: #fdf3d8; }
                </style></head><body>%s</body></html>
                """.formatted(reader.getLanguage(), content);
    }
}
