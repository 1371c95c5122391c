package dev.latchkey.service.connect;

import dev.latchkey.service.diagnosis.Finding;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What an attempt to connect has come to. */
sealed interface ConnectOutcome {

    record Connected(ConnectLink link, String mailboxId) implements ConnectOutcome {}

    /** The platform's backend finishes it. */
    record ReturnToPlatform(URI returnUrl) implements ConnectOutcome {}

    /**
     * A look whether Microsoft lets the member through by now: it does not, and nothing has changed.
     *
     * @param insists whether Microsoft's own pages are to follow
     */
    record NotYet(ConnectLink link, Finding finding, boolean insists) implements ConnectOutcome {}

    /**
     * Nothing was connected.
     *
     * @param link what can be tried again; null where the person in front of us has no right to it
     */
    record Failed(@Nullable ConnectLink link, Finding finding) implements ConnectOutcome {}
}
