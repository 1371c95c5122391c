package dev.latchkey.sandbox.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What no page of Microsoft's settles, or one contradicts another or what people report. An application should bear either.
 *
 * @param immutableIdAtSend whether a draft keeps its immutable id when it is sent, as the page on immutable ids says, or gets
 *     another one, as people report
 * @param mimeMessageId whether the {@code Message-ID} of MIME survives {@code sendMail}
 * @param mostCustomHeaders how many {@code internetMessageHeaders} a message may be given; null: any number
 * @param xoauth2Refusal how SMTP refuses a token
 * @param fewestWebhookAnswers how many answers in ten minutes it takes before a webhook's host is judged too slow: an earlier
 *     edition of the page says 100, today's says nothing
 * @param uploadSessions whether the ranges of an upload session count as bytes uploaded to Graph, though their address is none of
 *     Graph's
 */
public record Unverified(
        IdAtSend immutableIdAtSend,
        MimeMessageId mimeMessageId,
        @Nullable Integer mostCustomHeaders,
        XOAuth2Refusal xoauth2Refusal,
        Integer fewestWebhookAnswers,
        UploadSessions uploadSessions) {

    private static final int WEBHOOK_ANSWERS = 100;

    static final Unverified USUAL = new Unverified(
            IdAtSend.KEPT, MimeMessageId.KEPT, 5, XOAuth2Refusal.DIRECT, WEBHOOK_ANSWERS, UploadSessions.FREE);

    public Unverified {
        // what an earlier version of the sandbox stored has neither
        fewestWebhookAnswers = fewestWebhookAnswers == null ? WEBHOOK_ANSWERS : fewestWebhookAnswers;
        uploadSessions = uploadSessions == null ? UploadSessions.FREE : uploadSessions;
    }

    /** The immutable id of a sent draft. */
    public enum IdAtSend {
        KEPT,
        CHANGED
    }

    /** The {@code Message-ID} that a client gave. */
    public enum MimeMessageId {
        KEPT,
        REPLACED
    }

    /** What a client hears whose token is no good. */
    public enum XOAuth2Refusal {
        /** 535, as Microsoft's page has it. */
        DIRECT,
        /** 334 with a JSON document in base64, and 535 once the client has answered with an empty line, as Google does. */
        CHALLENGE
    }

    /** What an upload session takes of the limit of uploads. */
    public enum UploadSessions {
        FREE,
        COUNTED
    }

    boolean sensible() {
        return (mostCustomHeaders == null || mostCustomHeaders >= 0) && fewestWebhookAnswers > 0;
    }
}
