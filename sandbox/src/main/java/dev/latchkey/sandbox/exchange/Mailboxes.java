package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.UserSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The mailboxes of everyone who has one; each is made, with a few mails in it, when it is first looked at. */
public final class Mailboxes {

    private static final User EVERYBODY = new User(
            "00000000-0000-0000-0000-000000000000",
            "",
            "internet",
            "The internet",
            false,
            null,
            UserSettings.of(Directory.Mailbox.EXCHANGE_ONLINE));

    private final Directory directory;
    private final Tables tables;
    private final Clock clock;
    private final Consumer<Mailbox> furnish;
    private long last;

    Mailboxes(Directory directory, Tables tables, Clock clock, Consumer<Mailbox> furnish) {
        this.directory = directory;
        this.tables = tables;
        this.clock = clock;
        this.furnish = furnish;
    }

    /** Empty for a user without a licence, for a guest, and for one whose mailbox is on premises. */
    public Optional<Mailbox> of(User user) {
        if (user.settings().mailbox() != Directory.Mailbox.EXCHANGE_ONLINE) {
            return Optional.empty();
        }
        var opened = tables.mailboxes.get(user.objectId());
        return Optional.of(opened == null ? open(user, furnish) : mailbox(opened, user));
    }

    /** That of everybody who has none here; it belongs to no organization, and no address leads to it. */
    Mailbox outside() {
        var opened = tables.mailboxes.get(EVERYBODY.objectId());
        return opened == null ? open(EVERYBODY, _ -> {}) : mailbox(opened, EVERYBODY);
    }

    public Optional<Mailbox> byAddress(String address) {
        return directory.userByMail(address).flatMap(this::of);
    }

    Optional<Mailbox> ofOwner(String objectId) {
        return directory.user(objectId).flatMap(this::of);
    }

    public List<Mailbox> all() {
        return directory.users().stream().flatMap(user -> of(user).stream()).toList();
    }

    /** Whether mail to the address stays within the sandbox's organizations. */
    public boolean isLocal(EmailAddress address) {
        return isLocal(address.domain());
    }

    /** Whether the domain is that of an organization here. */
    boolean isLocal(String domain) {
        return directory.tenant(domain).isPresent();
    }

    private Mailbox open(User user, Consumer<Mailbox> furnishing) {
        var mailbox = tables.store.change(() -> {
            var known = tables.mailboxes.get(user.objectId());
            if (known != null) {
                return mailbox(known, user);
            }
            var opened = new Tables.Opened(nextKey(), clock.instant().toString());
            tables.mailboxes.put(user.objectId(), opened);
            var made = mailbox(opened, user);
            made.folders().createWellKnown();
            furnishing.accept(made);
            return made;
        });
        tables.store.commit();
        return mailbox;
    }

    /** Goes on after a reset, so that whoever still holds a mailbox of before meets nobody's of after it. */
    private String nextKey() {
        last = Math.max(last + 1, tables.next("mailboxes"));
        tables.counters.put("mailboxes", last);
        return "%06x".formatted(last);
    }

    private Mailbox mailbox(Tables.Opened opened, User user) {
        return new Mailbox(opened, user, tables, clock);
    }
}
