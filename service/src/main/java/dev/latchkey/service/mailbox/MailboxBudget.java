package dev.latchkey.service.mailbox;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Graph serves four calls at a time for each mailbox of an application. Whoever would be the fifth does not wait here, so
 * that a busy mailbox never holds up the others; it comes again.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Outlook service limits</a>
 */
@Component
public final class MailboxBudget {

    private static final int AT_ONCE = 4;

    private record Account(String cloud, String tenantId, String objectId) {}

    private final ConcurrentHashMap<Account, Semaphore> permits = new ConcurrentHashMap<>();

    MailboxBudget() {}

    /** Runs {@code work}, which makes one call at a time; empty where four are at it already. */
    public <T> Optional<T> tryWithin(Mailbox mailbox, Supplier<T> work) {
        var account = new Account(mailbox.cloud(), mailbox.tenantId(), mailbox.objectId());
        var permit = permits.computeIfAbsent(account, unknown -> new Semaphore(AT_ONCE));
        if (!permit.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            permit.release();
        }
    }
}
