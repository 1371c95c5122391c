package dev.latchkey.sandbox.exchange;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The {@code Thread-Index} of Outlook, known to Graph as {@code conversationIndex}: 22 bytes with a time and the GUID of
 * the conversation, and 5 bytes more for each reply.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg/9e994fbb-b839-495f-84e3-2c8c02c7dd9b">MS-OXOMSG
 *     2.2.1.3</a>
 */
final class ThreadIndex {

    private static final int HEADER = 22;
    private static final int GUID = 16;
    private static final int CHILD = 5;

    /** From 1601, where FILETIME begins, to 1970, in seconds. */
    private static final long FILETIME_EPOCH = 11_644_473_600L;

    private static final long TICKS = 10_000_000L;

    private ThreadIndex() {}

    /** The index of a first message. */
    static String first(Instant time, RandomGenerator random) {
        var guid = new byte[GUID];
        random.nextBytes(guid);
        return first(time, guid);
    }

    /** The index of a first message in a conversation that is known already. */
    static String of(Instant time, String conversation) {
        return first(time, HexFormat.of().parseHex(conversation));
    }

    private static String first(Instant time, byte[] guid) {
        var start = ByteBuffer.allocate(Long.BYTES).putLong(fileTime(time)).array();
        var index = ByteBuffer.allocate(HEADER).put(start, 0, HEADER - GUID).put(guid);
        return Base64.getEncoder().encodeToString(index.array());
    }

    /** The index of a reply to it. */
    static String reply(String parent, Instant time, RandomGenerator random) {
        var bytes = decoded(parent).orElse(new byte[0]);
        if (bytes.length < HEADER) {
            return first(time, random);
        }
        var began = ByteBuffer.allocate(Long.BYTES)
                .put(bytes, 0, HEADER - GUID)
                .putShort((short) 0)
                .flip()
                .getLong();
        var elapsed = Math.max(0, fileTime(time) - began);
        // bits 18 to 48 of the difference when it is under 1.7 years, which each conversation here is
        var delta = (int) ((elapsed >>> 18) & 0x7fff_ffff);
        var reply = ByteBuffer.allocate(bytes.length + CHILD).put(bytes).putInt(delta);
        reply.put((byte) (random.nextInt(16) << 4));
        return Base64.getEncoder().encodeToString(reply.array());
    }

    /** The GUID of the conversation in hex. */
    static Optional<String> conversation(String index) {
        return decoded(index)
                .filter(bytes -> bytes.length >= HEADER)
                .map(bytes -> HexFormat.of().formatHex(bytes, HEADER - GUID, HEADER));
    }

    private static Optional<byte[]> decoded(String index) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(index));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long fileTime(Instant time) {
        return (time.getEpochSecond() + FILETIME_EPOCH) * TICKS + time.getNano() / 100;
    }
}
