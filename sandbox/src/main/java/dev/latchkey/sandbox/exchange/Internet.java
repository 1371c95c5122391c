package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;

/**
 * Everybody outside the sandbox's organizations. Mail to a domain that takes it arrives in one mailbox for all of them, a copy for
 * each recipient; mail to any other domain comes back.
 */
public final class Internet {

    /** The domains that take mail, in lower case. */
    public record Reach(Set<String> domains) {

        public Reach {
            var lower = new TreeSet<String>();
            domains.forEach(domain -> lower.add(domain.toLowerCase(java.util.Locale.ROOT)));
            domains = lower;
        }
    }

    /** Those who write to every new mailbox, and the domains of RFC 2606 §3. */
    private static final Reach FIRST_DAY = new Reach(
            Set.of("relecloud.example", "margies-travel.example", "example.com", "example.net", "example.org"));

    private static final String REACH = "reach";
    private static final String DELIVERED_TO = "Delivered-To";

    private final MVMap<String, Reach> changed;
    private final Store store;
    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Ledger ledger;
    private final Clock clock;

    Internet(Store store, Mailboxes mailboxes, Intake intake, Ledger ledger, Clock clock) {
        this.changed = store.map("internet", Reach.class);
        this.store = store;
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.ledger = ledger;
        this.clock = clock;
    }

    public Mailbox mailbox() {
        return mailboxes.outside();
    }

    public Reach reach() {
        return Objects.requireNonNullElse(changed.get(REACH), FIRST_DAY);
    }

    void change(Reach reach) {
        changed.put(REACH, reach);
        store.commit();
    }

    /** Who got the copy; empty for what was written here. */
    public Optional<EmailAddress> recipient(Message message) {
        return HeaderBytes.of(mailbox().mime(message))
                .value(DELIVERED_TO)
                .map(address -> message.envelope().recipients().stream()
                        .filter(known -> known.is(address))
                        .findFirst()
                        .orElse(new EmailAddress("", address)));
    }

    boolean takes(EmailAddress recipient) {
        return !mailboxes.isLocal(recipient) && reach().domains().contains(recipient.domain());
    }

    /** Called inside a change of the store. */
    void take(Intake.Content content, EmailAddress recipient) {
        var mime = HeaderBytes.of(content.mime())
                .withFirst(DELIVERED_TO, recipient.address())
                .bytes();
        var copy = new Intake.Content(mime, MimeReader.read(mime));
        var inbox = WellKnownFolder.INBOX.number();
        var message = intake.take(mailbox(), inbox, copy, clock.instant(), Marks.UNREAD, Map.of());
        var from = message.envelope().from();
        ledger.record(
                "mail.left",
                Map.of(
                        "messageId", message.envelope().internetMessageId(),
                        "from", from == null ? "" : from.address(),
                        "to", recipient.address(),
                        "subject", message.envelope().subject()));
    }

    /** A copy of what somebody outside wrote; called inside a change of the store. */
    void keep(byte[] mime) {
        intake.take(mailbox(), WellKnownFolder.SENTITEMS, mime, clock.instant(), Marks.READ);
    }
}
