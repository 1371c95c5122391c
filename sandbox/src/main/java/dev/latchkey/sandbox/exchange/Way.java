package dev.latchkey.sandbox.exchange;

/** How a mail is submitted. */
public enum Way {
    GRAPH_JSON,
    /** As base64 with {@code text/plain}. */
    GRAPH_MIME,
    GRAPH_DRAFT,
    SMTP,
    /** From the sandbox's own pages. */
    PAGE,
    /** From the sandbox itself: {@code /_sandbox/deliver}, and the mails of the approval workflow. */
    SANDBOX
}
