package dev.latchkey.sandbox.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Named, ordered, persistent maps from text to immutable records. A write is visible at once; it outlives the process
 * after {@link #commit()}, which a handler calls before it answers. Writers at the same moment share one commit.
 */
public final class Store implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final MVStore store;
    private final AtomicLong commitsAsked = new AtomicLong();
    private final ReentrantLock changing = new ReentrantLock();
    private long commitsDone;

    private Store(MVStore store) {
        this.store = store;
    }

    /** A store that is gone when the process ends. */
    public static Store inMemory() {
        return new Store(new MVStore.Builder().open());
    }

    /** A store in one file, created when absent. */
    public static Store at(Path file) {
        return new Store(new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                // else a long change could be saved half done, when its unsaved pages fill a buffer
                .autoCommitBufferSize(0)
                .cacheSize(64)
                .open());
    }

    /** The map of that name; keys are ordered as text, values are read and written as JSON. */
    public <V> MVMap<String, V> map(String name, Class<V> type) {
        return store.openMap(
                name,
                new MVMap.Builder<String, V>().keyType(StringDataType.INSTANCE).valueType(new Json<>(type)));
    }

    /** A map of raw bytes, for the MIME content of mail. */
    public MVMap<String, byte[]> bytes(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** Carries out a change of several maps that the end of the process must not tear apart; one change at a time. */
    public <T extends @Nullable Object> T change(Supplier<T> change) {
        changing.lock();
        try {
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    /** Returns once everything written before the call would survive the end of this process. */
    public void commit() {
        var mine = commitsAsked.incrementAndGet();
        changing.lock();
        try {
            if (commitsDone >= mine) {
                return;
            }
            var covered = commitsAsked.get();
            store.commit();
            commitsDone = covered;
        } finally {
            changing.unlock();
        }
    }

    /** Empties every map. */
    public void clear() {
        change(() -> {
            store.getMapNames().forEach(name -> store.openMap(name).clear());
            return null;
        });
        commit();
    }

    @Override
    public void close() {
        store.close();
    }

    private static final class Json<V> extends BasicDataType<V> {

        private final Class<V> type;

        Json(Class<V> type) {
            this.type = type;
        }

        @Override
        public int getMemory(V value) {
            return 1_000;
        }

        @Override
        public void write(WriteBuffer buffer, V value) {
            var bytes = JSON.writeValueAsBytes(value);
            buffer.putVarInt(bytes.length).put(bytes);
        }

        @Override
        public V read(ByteBuffer buffer) {
            var bytes = new byte[org.h2.mvstore.DataUtils.readVarInt(buffer)];
            buffer.get(bytes);
            return JSON.readValue(bytes, type);
        }

        @Override
        @SuppressWarnings("unchecked")
        public V[] createStorage(int size) {
            return (V[]) new Object[size];
        }
    }
}
