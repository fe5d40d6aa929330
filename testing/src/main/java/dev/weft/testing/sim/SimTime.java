package dev.weft.testing.sim;

import dev.weft.awaitlet.spi.TimeSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The clock of a simulation, on its one thread; what timers start becomes an event. */
final class SimTime implements TimeSource {
    private final SimDriver driver;
    private final Consumer<Runnable> starter;
    private final PriorityQueue<Pending> timers =
            new PriorityQueue<>(Comparator.comparingLong(Pending::at).thenComparingLong(Pending::order));
    private long now;
    private long set;

    private record Pending(long at, long order, Runnable task) {}

    SimTime(SimDriver driver, long begin, Consumer<Runnable> starter) {
        this.driver = driver;
        this.now = begin;
        this.starter = starter;
    }

    /** The driver whose time this is. */
    SimDriver driver() {
        return driver;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        var pending = new Pending(now + Math.max(0, delayNanos), set++, task);
        timers.add(pending);
        return () -> timers.remove(pending);
    }

    @Override
    public void start(Runnable work) {
        starter.accept(work);
    }

    int timers() {
        return timers.size();
    }

    /** Nanoseconds to the next timer, or -1 if there is none. */
    long untilNext() {
        @Nullable Pending next = timers.peek();
        return next == null ? -1 : Math.max(0, next.at() - now);
    }

    void advance(long nanos) {
        var until = now + nanos;
        for (var next = timers.peek(); next != null && next.at() <= until; next = timers.peek()) {
            timers.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        now = until;
    }
}
