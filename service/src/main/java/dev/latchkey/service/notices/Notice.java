package dev.latchkey.service.notices;

import org.jspecify.annotations.Nullable;

/**
 * Something that one person is to be told.
 *
 * @param linkId the connect link that it is about, if any
 * @param mailboxId the mailbox that it is about, if any
 */
public record Notice(
        String id,
        String recipient,
        @Nullable String linkId,
        @Nullable String mailboxId) {}
