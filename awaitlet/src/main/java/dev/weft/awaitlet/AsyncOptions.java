package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.Backend;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.awaitlet.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an awaitlet is started: an immutable record with one method for each thing that can be asked.
 *
 * @param name the awaitlet's name, or null for a running number
 * @param requireAwait whether a body that never awaits is a failure
 * @param recordSite whether the call that starts the awaitlet is recorded, at the price of about a microsecond
 * @param carriers what carries context values into the awaitlet, beside the carriers found by the service loader
 * @param time the clock of its deadlines
 * @param backend the async world in which its result is delivered
 * @param watchdog what watches that it reaches checkpoints, or null for nothing
 */
public record AsyncOptions(
        @Nullable String name,
        boolean requireAwait,
        boolean recordSite,
        List<ContextCarrier> carriers,
        TimeSource time,
        Backend backend,
        @Nullable Watchdog watchdog) {
    private static final AsyncOptions DEFAULTS =
            new AsyncOptions(null, false, true, List.of(), TimeSource.system(), Backend.virtualThreads(), null);

    /** Keeps a copy of the list. */
    public AsyncOptions {
        carriers = List.copyOf(carriers);
    }

    /**
     * The defaults: a numbered name, no await required, the site recorded, the system's clock, virtual threads.
     *
     * @return the defaults
     */
    public static AsyncOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The options of an awaitlet that is started here without any: inside an awaitlet its world, carriers, clock and
     * watchdog, elsewhere the defaults. For libraries that start awaitlets of their own around the code of their users.
     *
     * @return the options
     */
    public static AsyncOptions inherited() {
        return Awaitlets.inherited();
    }

    /**
     * The same options with a name.
     *
     * @param newName the name, shown in errors and thread dumps
     * @return new options
     */
    public AsyncOptions named(String newName) {
        return new AsyncOptions(newName, requireAwait, recordSite, carriers, time, backend, watchdog);
    }

    /**
     * The same options, but a body that returns without one await fails with {@link NoAwaitOccurred}.
     *
     * @return new options
     */
    public AsyncOptions requireAwaitToOccur() {
        return new AsyncOptions(name, true, recordSite, carriers, time, backend, watchdog);
    }

    /**
     * The same options without recording the call that starts the awaitlet.
     *
     * @return new options
     */
    public AsyncOptions withoutSite() {
        return new AsyncOptions(name, requireAwait, false, carriers, time, backend, watchdog);
    }

    /**
     * The same options with one more context value carried into the awaitlet.
     *
     * @param carrier what captures and restores the value
     * @return new options
     */
    public AsyncOptions carrying(ContextCarrier carrier) {
        var more = new ArrayList<>(carriers);
        more.add(carrier);
        return new AsyncOptions(name, requireAwait, recordSite, more, time, backend, watchdog);
    }

    /**
     * The same options with another clock for deadlines.
     *
     * @param clock the clock
     * @return new options
     */
    public AsyncOptions timedBy(TimeSource clock) {
        return new AsyncOptions(name, requireAwait, recordSite, carriers, clock, backend, watchdog);
    }

    /**
     * The same options in another async world: with its delivery of results, its clock, and its context carriers beside
     * those asked for so far.
     *
     * @param world the world
     * @return new options
     */
    public AsyncOptions on(Backend world) {
        var more = new ArrayList<>(carriers);
        world.carriers().stream().filter(carrier -> !more.contains(carrier)).forEach(more::add);
        return new AsyncOptions(name, requireAwait, recordSite, more, world.time(), world, watchdog);
    }

    /**
     * The same options with a watchdog, which tells if the awaitlet runs for long without reaching a checkpoint.
     *
     * @param dog the watchdog
     * @return new options
     */
    public AsyncOptions watchedBy(Watchdog dog) {
        return new AsyncOptions(name, requireAwait, recordSite, carriers, time, backend, dog);
    }

    /** What an awaitlet hands down to one that it starts without options: its world, carriers, clock and watchdog. */
    AsyncOptions ofNested() {
        return new AsyncOptions(null, false, true, carriers, time, backend, watchdog);
    }
}
