package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.TokenReply;

/**
 * A mailbox as it comes from a finished sign-in.
 *
 * @param requested what the member was asked to connect with
 * @param access what it may do
 * @param address where mail reaches it
 */
public record Connection(
        String member,
        AccessLevel requested,
        AccessLevel access,
        Identity identity,
        String address,
        TokenReply.Granted tokens) {}
