package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What tells of awaitlets that run for long without reaching a checkpoint: code that computes, or that waits for
 * something Weft knows nothing of, such as a lock or a socket of another library.
 *
 * <ul>
 *   <li>A checkpoint is an await, a {@link Awaitlets#checkpoint()} or a {@link Awaitlets#blocking blocking} call. The
 *       time inside an await or a blocking call does not count.
 *   <li>Each stretch is told of once, after the limit and at most half of it later.
 *   <li>An awaitlet pays a plain write at each checkpoint. One timer looks at all that are watched, four times in each
 *       limit, and there is none while no watched awaitlet lives.
 *   <li>Awaitlets started by a watched one without options of their own are watched too.
 * </ul>
 *
 * <p>Given in {@link AsyncOptions#watchedBy}; one is enough for an application. Safe for use by many threads.
 */
public final class Watchdog {
    private static final int MOST_FRAMES = 40;
    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

    private final long limitNanos;
    private final long periodNanos;
    private final Consumer<Stall> listener;
    private final TimeSource time;
    private final Map<AwaitletTask, Heartbeat> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean(); // whether a timer is set

    private Watchdog(Duration limit, Consumer<Stall> listener, TimeSource time) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit must be above zero, but was " + limit);
        }
        this.limitNanos = limit.toNanos();
        this.periodNanos = Math.max(SHORTEST_PERIOD, limitNanos / 4);
        this.listener = listener;
        this.time = time;
    }

    /**
     * A watchdog that logs a warning, to the system logger {@code dev.weft.awaitlet}.
     *
     * @param limit how long an awaitlet may run without reaching a checkpoint, above zero
     * @return a watchdog that watches nothing yet
     * @throws IllegalArgumentException if the limit is zero or less
     */
    public static Watchdog create(Duration limit) {
        return create(limit, Watchdog::warn);
    }

    /**
     * A watchdog that tells a listener.
     *
     * @param limit how long an awaitlet may run without reaching a checkpoint, above zero
     * @param listener told of each stretch, on a platform thread that is there for this alone
     * @return a watchdog that watches nothing yet
     * @throws IllegalArgumentException if the limit is zero or less
     */
    public static Watchdog create(Duration limit, Consumer<Stall> listener) {
        return create(limit, listener, TimeSource.system());
    }

    /**
     * A watchdog that tells a listener, on a clock of its own.
     *
     * @param limit how long an awaitlet may run without reaching a checkpoint, above zero
     * @param listener told of each stretch, on a platform thread that is there for this alone
     * @param time its clock, whatever that of the awaitlets
     * @return a watchdog that watches nothing yet
     * @throws IllegalArgumentException if the limit is zero or less
     */
    public static Watchdog create(Duration limit, Consumer<Stall> listener, TimeSource time) {
        return new Watchdog(limit, listener, time);
    }

    /**
     * An awaitlet that has not reached a checkpoint for longer than its watchdog's limit.
     *
     * @param awaitlet which one
     * @param lasting for how long, at least
     * @param state what its thread did at that moment: running, or waiting for something Weft knows nothing of
     * @param stack where it was at that moment, the innermost frame first; at most 40 frames
     */
    public record Stall(Awaitlet awaitlet, Duration lasting, Thread.State state, List<StackTraceElement> stack) {
        /** Keeps a copy of the stack. */
        public Stall {
            stack = List.copyOf(stack);
        }

        @Override
        public String toString() {
            return "%s has not reached a checkpoint for %d ms, its thread is %s%s"
                    .formatted(
                            awaitlet,
                            lasting.toMillis(),
                            state,
                            stack.stream().map(frame -> "\n\tat " + frame).collect(Collectors.joining()));
        }
    }

    /** Watches an awaitlet from now on, until it is forgotten. */
    void watch(AwaitletTask task, Heartbeat heartbeat) {
        heartbeat.restart(time.nanoTime());
        watched.put(task, heartbeat);
        lookLater();
    }

    void forget(AwaitletTask task) {
        watched.remove(task);
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            var _ = time.schedule(periodNanos, this::look);
        }
    }

    private void look() {
        var now = time.nanoTime();
        var stalls = new ArrayList<Stall>();
        watched.forEach((task, heartbeat) -> {
            if (task.pause() != null) {
                heartbeat.restart(now);
            } else if (heartbeat.stillFor(now) >= limitNanos && heartbeat.tellNow()) {
                stallOf(task, heartbeat, now).ifPresent(stalls::add);
            }
        });
        if (!stalls.isEmpty()) {
            // A listener may take its time, which the thread of the timers has not got. Not a virtual thread: those may
            // be what the stalled awaitlets keep from running.
            Thread.ofPlatform().daemon().name("weft-watchdog").start(() -> stalls.forEach(listener));
        }
        looking.set(false);
        if (!watched.isEmpty()) {
            lookLater();
        }
    }

    /** What there is to tell, unless the awaitlet has gone on while its stack was read. */
    private static Optional<Stall> stallOf(AwaitletTask task, Heartbeat heartbeat, long now) {
        var thread = task.thread();
        if (thread == null) {
            return Optional.empty();
        }
        var state = thread.getState();
        var stack = thread.getStackTrace();
        var lasting = heartbeat.stillFor(now);
        if (lasting == 0 || task.pause() != null || task.ended()) {
            return Optional.empty();
        }
        var frames = List.of(stack).subList(0, Math.min(MOST_FRAMES, stack.length));
        return Optional.of(new Stall(task, Duration.ofNanos(lasting), state, frames));
    }

    private static void warn(Stall stall) {
        System.getLogger("dev.weft.awaitlet").log(System.Logger.Level.WARNING, stall::toString);
    }
}
