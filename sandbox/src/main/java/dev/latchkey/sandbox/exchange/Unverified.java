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
 */
public record Unverified(
        IdAtSend immutableIdAtSend,
        MimeMessageId mimeMessageId,
        @Nullable Integer mostCustomHeaders,
        XOAuth2Refusal xoauth2Refusal) {

    static final Unverified USUAL = new Unverified(IdAtSend.KEPT, MimeMessageId.KEPT, 5, XOAuth2Refusal.DIRECT);

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

    boolean sensible() {
        return mostCustomHeaders == null || mostCustomHeaders >= 0;
    }
}
