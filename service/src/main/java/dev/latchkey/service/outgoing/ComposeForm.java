package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * What a person typed, kept as it is until it can be sent.
 *
 * @param token of the form: the same form sent twice is one mail
 */
record ComposeForm(
        String token,
        @BindParam("reply_to") @Nullable String replyToMessageId,
        String to,
        String cc,
        String bcc,
        String subject,
        String text) {

    ComposeForm {
        token = token == null ? "" : token;
        to = to == null ? "" : to;
        cc = cc == null ? "" : cc;
        bcc = bcc == null ? "" : bcc;
        subject = subject == null ? "" : subject;
        text = text == null ? "" : text;
    }

    static ComposeForm empty() {
        return new ComposeForm(Ids.secret(), null, "", "", "", "", "");
    }

    static ComposeForm answering(Originals.Original original) {
        var from = original.from();
        var subject = original.subject();
        return new ComposeForm(
                Ids.secret(),
                original.id(),
                from == null ? "" : from.inLine(),
                "",
                "",
                subject.regionMatches(true, 0, "re:", 0, 3) ? subject : "RE: " + subject,
                "");
    }

    SendRequest request() {
        return new SendRequest(
                Address.list(to),
                Address.list(cc),
                Address.list(bcc),
                null,
                subject,
                text,
                null,
                replyToMessageId,
                null,
                null);
    }

    /** Of form and content: whoever goes back, changes the text and sends again means another mail. */
    String idempotencyKey() {
        return "form-" + Digest.of(Json.write(this));
    }
}
