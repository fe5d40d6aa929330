package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which work has to be over, on the clock of the awaitlet in which it was made.
 *
 * <p>It is absolute: handed down through calls, it means the same moment everywhere. Immutable, so safe for use by many
 * threads.
 */
public final class Deadline {
    /** The deadline that never passes. */
    public static final Deadline NEVER = new Deadline(null, Long.MAX_VALUE);

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final @Nullable TimeSource clock; // null: never
    private final long at;

    private Deadline(@Nullable TimeSource clock, long at) {
        this.clock = clock;
        this.at = at;
    }

    /**
     * The moment that is some time from now, on the clock of the current awaitlet, or on the system's outside of any.
     *
     * @param limit how long from now; zero or less is a moment that has passed, 292 years or more is {@link #NEVER}
     * @return the deadline
     */
    public static Deadline after(Duration limit) {
        var task = AwaitletTask.currentOrNull();
        return after(limit, task == null ? TimeSource.system() : task.time());
    }

    static Deadline after(Duration limit, TimeSource clock) {
        return after(limit, clock, clock.nanoTime());
    }

    /** The moment that is some time after a given moment of a clock. */
    static Deadline after(Duration limit, TimeSource clock, long nanos) {
        if (limit.compareTo(LONGEST) >= 0) {
            return NEVER;
        }
        return new Deadline(clock, nanos + (limit.isPositive() ? limit.toNanos() : 0));
    }

    /**
     * How long it is until this moment.
     *
     * @return the time left, zero once the moment has passed; about 292 years for {@link #NEVER}
     */
    public Duration remaining() {
        return clock == null ? LONGEST : Duration.ofNanos(Math.max(0, at - clock.nanoTime()));
    }

    /**
     * Tells whether this moment has come.
     *
     * @return true from that moment on
     */
    public boolean passed() {
        return !remaining().isPositive();
    }

    /**
     * Tells whether this is no limit at all.
     *
     * @return true for {@link #NEVER}
     */
    public boolean isNever() {
        return clock == null;
    }

    /** How long after a moment of its clock this one is. */
    Duration since(long nanos) {
        return Duration.ofNanos(Math.max(0, at - nanos));
    }

    /** The earlier of two; each may be on a clock of its own. */
    Deadline orEarlier(Deadline other) {
        return other.remaining().compareTo(remaining()) < 0 ? other : this;
    }

    @Override
    public String toString() {
        return isNever() ? "Deadline[never]" : "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
