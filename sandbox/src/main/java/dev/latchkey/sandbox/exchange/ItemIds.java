package dev.latchkey.sandbox.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ids that clients see, in the two forms of Microsoft: one that changes when a message moves, and the immutable one.
 * They hold what is needed to find the item, so nothing is stored for them; clients must treat them as opaque.
 *
 * @see <a href="https://learn.microsoft.com/graph/outlook-immutable-id">Immutable identifiers</a>
 */
public final class ItemIds {

    /** A message as an id names it: {@code folder} and {@code moves} are 0 in an immutable id. */
    record Item(boolean immutable, int folder, long number, int moves) {}

    /** The first bytes make the familiar beginnings {@code AAMk}, {@code AAkA}, {@code AQMk} and {@code AAQk}. */
    private static final byte[] MOVABLE = {0x00, 0x03, 0x24, 0x00};

    private static final byte[] IMMUTABLE = {0x00, 0x09, 0x00, 0x2e};
    private static final byte[] FOLDER = {0x01, 0x03, 0x24, 0x00};
    private static final byte[] CONVERSATION = {0x00, 0x04, 0x24, 0x00};

    private static final int OWNER_LENGTH = 36;
    private static final int ITEM_LENGTH = 114;
    private static final int FOLDER_LENGTH = 90;
    private static final int CONVERSATION_LENGTH = 57;

    private final byte[] owner;

    ItemIds(String ownerId) {
        this.owner = ownerId.getBytes(StandardCharsets.US_ASCII);
    }

    /** The id of a message as of now. */
    public String of(Message message, boolean immutable) {
        return of(message.item(), message.place(), immutable);
    }

    /** The id that a message has, or had, in a place. */
    public String of(long item, Place place, boolean immutable) {
        return immutable
                ? text(start(IMMUTABLE, ITEM_LENGTH).putInt(0).putLong(item).putInt(0))
                : text(start(MOVABLE, ITEM_LENGTH)
                        .putInt(place.folder())
                        .putLong(item)
                        .putInt(place.moves()));
    }

    /**
     * The same item's id in another form; empty for what is none of this mailbox.
     *
     * @param placeOf where an item lies now; empty when it is gone
     */
    public Optional<String> translated(String id, IdFormat from, IdFormat to, Function<Long, Optional<Place>> placeOf) {
        try {
            var rest = from.toRest(id);
            if (folder(rest).isPresent()) {
                return Optional.of(to.ofRest(rest));
            }
            return item(rest)
                    .filter(item -> item.immutable() == from.immutable())
                    .flatMap(item -> (item.immutable()
                                    ? placeOf.apply(item.number())
                                    : Optional.of(new Place(item.folder(), item.moves(), 0, 0)))
                            .map(place -> to.ofRest(of(item.number(), place, to.immutable()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String ofFolder(int number) {
        return text(start(FOLDER, FOLDER_LENGTH).putInt(number));
    }

    public String ofConversation(String conversation) {
        return text(start(CONVERSATION, CONVERSATION_LENGTH)
                .put((byte) 0)
                .put(HexFormat.of().parseHex(conversation)));
    }

    Optional<Item> item(String id) {
        return bytes(id, MOVABLE, ITEM_LENGTH)
                .map(bytes -> new Item(false, bytes.getInt(), bytes.getLong(), bytes.getInt()))
                .or(() -> bytes(id, IMMUTABLE, ITEM_LENGTH)
                        .map(bytes -> new Item(true, bytes.getInt(), bytes.getLong(), bytes.getInt())));
    }

    Optional<Integer> folder(String id) {
        return bytes(id, FOLDER, FOLDER_LENGTH).map(ByteBuffer::getInt);
    }

    Optional<String> conversation(String id) {
        return bytes(id, CONVERSATION, CONVERSATION_LENGTH).map(bytes -> {
            var hex = new byte[16];
            bytes.get();
            bytes.get(hex);
            return HexFormat.of().formatHex(hex);
        });
    }

    /** Whether the text is an id at all, of this mailbox or of another. */
    public static boolean wellFormed(String id) {
        try {
            return Base64.getUrlDecoder().decode(id).length >= CONVERSATION_LENGTH && id.length() <= 200;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ByteBuffer start(byte[] kind, int length) {
        return ByteBuffer.allocate(length).put(kind).put(owner);
    }

    @SuppressWarnings("ByteBufferBackingArray") // each buffer here is the whole of its own array
    private static String text(ByteBuffer bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /** The bytes after kind and owner; empty when the id is of another kind or another mailbox. */
    private Optional<ByteBuffer> bytes(String id, byte[] kind, int length) {
        if (!wellFormed(id)) {
            return Optional.empty();
        }
        var bytes = Base64.getUrlDecoder().decode(id);
        var start = start(kind, length);
        var prefix = kind.length + OWNER_LENGTH;
        if (bytes.length != length
                || ByteBuffer.wrap(bytes, 0, prefix).compareTo(start.slice(0, prefix)) != 0
                || !text(ByteBuffer.wrap(bytes)).equals(id)) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(bytes).position(prefix));
    }
}
