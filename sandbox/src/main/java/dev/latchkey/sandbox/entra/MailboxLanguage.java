package dev.latchkey.sandbox.entra;

/** The language in which a mailbox names its default folders; ISO 639-1. */
public enum MailboxLanguage {
    EN,
    DE,
    ES,
    FR
}
