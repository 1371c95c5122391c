package dev.latchkey.service.approval;

import java.time.Instant;

/** Somebody who waits, as far as whoever has the link may see it. */
public record MaskedWaiter(String address, Instant since) {

    /** @param whole whether the workspace shows whole addresses */
    static MaskedWaiter of(Waiter waiter, boolean whole) {
        if (whole) {
            return new MaskedWaiter(waiter.address(), waiter.since());
        }
        var at = waiter.address().indexOf('@');
        return new MaskedWaiter(
                waiter.address().charAt(0) + "•••" + waiter.address().substring(Math.max(at, 0)), waiter.since());
    }
}
