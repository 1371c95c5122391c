package dev.latchkey.sandbox.exchange;

/** What became of an attempt to send. */
public sealed interface Submission {

    /** Taken for delivery: the 202 of Graph. */
    record Accepted(String internetMessageId) implements Submission {}

    /** There is nobody to send it to. */
    record NoRecipients() implements Submission {}

    /** More recipients than one mail may have. */
    record OverRecipientLimit() implements Submission {}

    /** Larger than the tenant's mails may be. */
    record TooLarge() implements Submission {}

    /**
     * More recipients than the mailbox or its tenant may reach.
     *
     * @param status RFC 3463
     * @param text the words that follow it
     */
    record TooManyRecipients(String status, String text) implements Submission {}

    /** The author is someone else. */
    record SendAsDenied(String from) implements Submission {}
}
