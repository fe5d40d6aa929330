package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.AwaitletLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a connection. It keeps no awaitlet from being collected, which may hold what it took.
 *
 * @param name what tells of it, in the words of its {@code toString()}
 * @param label the awaitlet that asks, or null outside of awaitlets
 * @param waits whether that awaitlet does nothing else until it has the connection
 * @param site where the connection is asked for, innermost call first; empty if that is not recorded
 */
public record Caller(Object name, @Nullable AwaitletLabel label, boolean waits, List<StackTraceElement> site) {
    /**
     * A caller in no awaitlet.
     *
     * @param name what tells of it
     * @return the caller
     */
    public static Caller named(String name) {
        return new Caller(name, null, false, List.of());
    }

    /** The awaitlet, or null if there is none, or none any more. */
    @Nullable
    Awaitlet awaitlet() {
        return label == null ? null : label.awaitlet().orElse(null);
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
