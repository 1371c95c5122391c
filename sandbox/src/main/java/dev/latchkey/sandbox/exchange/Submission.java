package dev.latchkey.sandbox.exchange;

/** What became of an attempt to send. */
public sealed interface Submission {

    /** Taken for delivery: the 202 of Graph. */
    record Accepted(String internetMessageId) implements Submission {}

    /** There is nobody to send it to. */
    record NoRecipients() implements Submission {}

    /** The author is someone else. */
    record SendAsDenied(String from) implements Submission {}
}
