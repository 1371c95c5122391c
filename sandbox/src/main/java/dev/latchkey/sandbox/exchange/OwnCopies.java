package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.exchange.Outbox.Parcel;
import dev.latchkey.sandbox.exchange.Unverified.IdAtSend;
import java.time.Clock;
import java.util.function.Supplier;

/** What a sender keeps of a mail: the copy in Sent Items, which a draft becomes. */
final class OwnCopies {

    private final Intake intake;
    private final Clock clock;
    private final Supplier<Unverified> unverified;

    OwnCopies(Intake intake, Clock clock, Supplier<Unverified> unverified) {
        this.intake = intake;
        this.clock = clock;
        this.unverified = unverified;
    }

    /** Called inside a change of the store. */
    void keep(Mailbox mailbox, Parcel parcel, Intake.Content sent) {
        if (parcel.draft() == null) {
            save(mailbox, parcel, sent);
            return;
        }
        // it may have been sent a second time, or deleted, since
        var draft = mailbox.item(parcel.draft()).filter(Message::draft);
        if (draft.isEmpty()) {
            return;
        }
        if (parcel.copy() && unverified.get().immutableIdAtSend() == IdAtSend.KEPT) {
            mailbox.sent(draft.get(), sent.mime(), clock.instant());
            return;
        }
        mailbox.destroy(draft.get());
        if (parcel.copy()) {
            save(mailbox, parcel, sent);
        }
    }

    private void save(Mailbox mailbox, Parcel parcel, Intake.Content sent) {
        var folder = WellKnownFolder.SENTITEMS.number();
        intake.take(mailbox, folder, sent, clock.instant(), Marks.READ, parcel.properties());
    }
}
