package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.Directory.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One person's mailbox. Each change is whole or not at all; it outlives the process after {@code Store.commit()}, which
 * the caller asks for before it answers.
 */
public final class Mailbox {

    private final String key;
    private final String epoch;
    private final User owner;
    private final Tables tables;
    private final Clock clock;
    private final ItemIds ids;

    Mailbox(Tables.Opened opened, User owner, Tables tables, Clock clock) {
        this.key = opened.key();
        this.epoch = opened.epoch();
        this.owner = owner;
        this.tables = tables;
        this.clock = clock;
        this.ids = new ItemIds(owner.objectId());
    }

    String key() {
        return key;
    }

    /** Names the mailbox's history: it is another one after a reset. */
    public String epoch() {
        return epoch;
    }

    public User owner() {
        return owner;
    }

    public EmailAddress address() {
        return new EmailAddress(owner.displayName(), owner.mail());
    }

    /** The mailbox's time. */
    public Instant now() {
        return clock.instant();
    }

    public ItemIds ids() {
        return ids;
    }

    public MessageLists lists() {
        return new MessageLists(this, tables);
    }

    public ChangeLog changeLog() {
        return new ChangeLog(this, tables);
    }

    public Folders folders() {
        return new Folders(this, tables);
    }

    /** The message with that id of either form; empty when there is none, or when it has moved away from that id. */
    public Optional<Message> message(String id) {
        return ids.item(id)
                .flatMap(named -> item(named.number())
                        .filter(message -> named.immutable()
                                || (message.place().folder() == named.folder()
                                        && message.place().moves() == named.moves())));
    }

    /** Where the item lies now. */
    public Optional<Place> placeOf(long number) {
        return item(number).map(Message::place);
    }

    Optional<Message> item(long number) {
        return Optional.ofNullable(tables.messages.get(Tables.key(key, number)));
    }

    /** The MIME content, byte for byte as it was written or came in; large attachments by their names. */
    public byte[] mime(Message message) {
        var bytes = tables.mime.get(Tables.key(key, message.item()));
        return bytes == null ? new byte[0] : bytes;
    }

    /** Writes the MIME content with its large attachments. */
    public void writeMime(Message message, OutputStream out) throws IOException {
        tables.contents.write(mime(message), out);
    }

    /** An attachment's content, decoded. */
    public InputStream open(Content content) throws IOException {
        return tables.contents.open(content);
    }

    /** Puts a new message into a folder. */
    Message add(int folder, NewMessage content) {
        return change(() -> {
            var now = clock.instant();
            var item = tables.next(key + ".items");
            tables.mime.put(Tables.key(key, item), content.mime());
            return written(
                    null,
                    new Message(
                            item,
                            new Place(folder, 0, 0, 0),
                            Message.Times.ofArrival(
                                    now,
                                    toSeconds(Objects.requireNonNullElse(content.received(), now)),
                                    content.envelope().sent()),
                            content.envelope(),
                            content.threading(),
                            content.summary(),
                            content.marks(),
                            content.draft(),
                            content.properties()));
        });
    }

    /** Changes the marks of a message. */
    public Message mark(Message message, Marks marks) {
        return change(() -> {
            var current = current(message);
            return written(current, current.at(current.place(), clock.instant()).with(marks));
        });
    }

    /** Changes what may be changed on a message that is no draft, besides its marks. */
    public Message annotate(Message message, Map<String, String> properties, @Nullable String importance) {
        return change(() -> {
            var current = current(message);
            var envelope = current.envelope();
            return written(
                    current,
                    current.at(current.place(), clock.instant())
                            .with(properties)
                            .with(
                                    importance == null ? envelope : envelope.ofImportance(importance),
                                    current.summary()));
        });
    }

    /** Writes a draft anew. */
    public Message rewrite(Message draft, Mail mail, Map<String, String> properties) {
        var mime = MimeWriter.write(mail);
        return change(() -> {
            var current = current(draft);
            tables.mime.put(Tables.key(key, current.item()), mime);
            return written(
                    current,
                    current.at(current.place(), clock.instant())
                            .with(mail.envelope(), MimeReader.summary(mail, mime.length))
                            .with(properties));
        });
    }

    Message sent(Message draft, byte[] mime, Instant now) {
        return change(() -> {
            var current = current(draft);
            tables.mime.put(Tables.key(key, current.item()), mime);
            var place = current.place().movedTo(WellKnownFolder.SENTITEMS.number());
            return written(current, current.sentAt(toSeconds(now)).at(place, now));
        });
    }

    public Message move(Message message, int folder) {
        return change(() -> {
            var current = current(message);
            return written(current, current.at(current.place().movedTo(folder), clock.instant()));
        });
    }

    public Message copy(Message message, int folder) {
        return change(() -> add(
                folder,
                new NewMessage(
                        mime(message),
                        message.times().received(),
                        message.envelope(),
                        message.threading(),
                        message.summary(),
                        message.marks(),
                        message.draft(),
                        message.properties())));
    }

    /** As Graph's DELETE: into Deleted Items, and from there for good. */
    public void delete(Message message) {
        if (message.place().folder() == WellKnownFolder.DELETEDITEMS.number()) {
            destroy(message);
        } else {
            move(message, WellKnownFolder.DELETEDITEMS.number());
        }
    }

    public void destroy(Message message) {
        change(() -> tables.write(this, current(message), null));
    }

    /** The messages of these index entries that are still there. */
    List<Message> messages(List<String> indexKeys) {
        var found = new ArrayList<Message>();
        indexKeys.forEach(indexKey -> item(Tables.item(indexKey)).ifPresent(found::add));
        return found;
    }

    /** Graph shows whole seconds, so order and filters go by them. */
    private static Instant toSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private Message written(@Nullable Message before, Message after) {
        return Objects.requireNonNull(tables.write(this, before, after));
    }

    private Message current(Message message) {
        return item(message.item()).orElseThrow(() -> new ItemGone(message.item()));
    }

    /** Several looks and changes of which nobody else's come between. */
    public <T extends @Nullable Object> T change(Supplier<T> change) {
        return tables.store.change(change);
    }
}
