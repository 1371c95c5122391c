package dev.latchkey.service.notices;

/** The words of a mail, in plain text; lines of the text may be of any length. */
public record Letter(String subject, String text) {}
