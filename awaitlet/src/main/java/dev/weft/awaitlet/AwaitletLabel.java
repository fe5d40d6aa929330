package dev.weft.awaitlet;

import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells of an awaitlet without keeping it from being collected, for those who keep account of what awaitlets hold.
 *
 * <p>Immutable, but for the awaitlet's end. Safe for use by many threads.
 */
public final class AwaitletLabel {
    private final WeakReference<Awaitlet> awaitlet;
    private final String name;
    private final StackWalker.@Nullable StackFrame site;

    AwaitletLabel(Awaitlet awaitlet, String name, StackWalker.@Nullable StackFrame site) {
        this.awaitlet = new WeakReference<>(awaitlet);
        this.name = name;
        this.site = site;
    }

    /**
     * The awaitlet.
     *
     * @return the awaitlet, empty once it has been collected
     */
    public Optional<Awaitlet> awaitlet() {
        return Optional.ofNullable(awaitlet.get());
    }

    /** The awaitlet's name, and the call that started it if that was recorded; made anew at each call. */
    @Override
    public String toString() {
        return "awaitlet \"" + name + "\"" + (site == null ? "" : " started at " + site.toStackTraceElement());
    }
}
