package dev.latchkey.sandbox.exchange;

import java.util.Optional;

/** What was ordered to become of the next mail that somebody sends, through whatever door. */
@FunctionalInterface
public interface SendFaults {

    /** @param sender the address of the mailbox */
    Optional<SendFault> meet(String sender);
}
