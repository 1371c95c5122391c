package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.microsoft.entra.TokenReply;
import java.util.Optional;

/**
 * A mailbox as it comes from a finished sign-in.
 *
 * @param requested what the member was asked to connect with
 * @param access what it may do
 * @param address where mail reaches it
 * @param consentFound whether Microsoft asked nobody: then somebody had granted it before
 */
public record Connection(
        String member,
        AccessLevel requested,
        AccessLevel access,
        Identity identity,
        String address,
        TokenReply.Granted tokens,
        boolean consentFound) {

    /**
     * What the mailbox may do from now on. Who asks for less takes nothing away of what it may do already, while Microsoft still
     * grants it.
     */
    AccessLevel accessBeside(Optional<Mailbox> before) {
        return before.filter(mailbox -> mailbox.status() != MailboxStatus.DISCONNECTED)
                .map(Mailbox::access)
                .filter(known -> known.covers(access)
                        && Scopes.missing(known.scopes(), tokens.scopes()).isEmpty())
                .orElse(access);
    }
}
