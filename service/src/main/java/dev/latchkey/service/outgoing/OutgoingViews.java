package dev.latchkey.service.outgoing;

import dev.latchkey.service.diagnosis.Explain;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Outgoing mails and their flaws and troubles in words. */
@Component
final class OutgoingViews {

    private final MessageSource words;
    private final Explain explain;

    OutgoingViews(MessageSource words, Explain explain) {
        this.words = words;
        this.explain = explain;
    }

    OutgoingView inEnglish(Outgoing outgoing) {
        return in(Locale.ENGLISH, outgoing);
    }

    OutgoingView in(Locale reader, Outgoing outgoing) {
        var mail = outgoing.mail();
        return new OutgoingView(
                outgoing.id(),
                outgoing.mailboxId(),
                outgoing.status(),
                mail.to(),
                mail.cc(),
                mail.bcc(),
                mail.replyTo(),
                mail.subject(),
                mail.attachments(),
                outgoing.replyToMessageId(),
                outgoing.sendAt(),
                outgoing.internetMessageId(),
                outgoing.conversationId(),
                outgoing.webLink(),
                trouble(reader, outgoing.trouble()),
                outgoing.createdAt(),
                outgoing.sentAt());
    }

    private OutgoingView.@Nullable TroubleView trouble(Locale reader, @Nullable Trouble trouble) {
        if (trouble == null) {
            return null;
        }
        var finding = trouble.finding();
        return new OutgoingView.TroubleView(
                trouble.why().wireName(),
                words.getMessage("outgoing.why." + trouble.why().wireName(), null, reader),
                finding == null ? null : explain.in(reader, finding));
    }

    String flaw(Locale reader, Flaw flaw) {
        return words.getMessage("outgoing.flaw." + flaw.key(), flaw.facts().toArray(), reader);
    }

    /** Why the mailbox cannot send now, and what to do about it. */
    String notReady(Locale reader, String code) {
        return words.getMessage("outgoing.not_ready." + code, null, reader);
    }
}
