package dev.latchkey.service.approval;

import java.time.Instant;

/** Somebody who waits, as far as whoever has the link may see it. */
public record MaskedWaiter(String address, Instant since) {

    /** @param whole whether the workspace shows whole addresses */
    static MaskedWaiter of(Waiter waiter, boolean whole) {
        return new MaskedWaiter(masked(waiter.address(), whole), waiter.since());
    }

    static String masked(String address, boolean whole) {
        return whole ? address : address.charAt(0) + "•••" + address.substring(Math.max(address.indexOf('@'), 0));
    }
}
