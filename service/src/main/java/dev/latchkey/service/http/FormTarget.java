package dev.latchkey.service.http;

/** An origin beside our own to which a form of ours may lead, for the content security policy. */
public record FormTarget(String origin) {}
