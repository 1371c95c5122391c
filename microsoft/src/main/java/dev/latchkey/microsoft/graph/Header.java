package dev.latchkey.microsoft.graph;

/** A header line of a message (RFC 5322 §2.2). */
public record Header(String name, String value) {}
