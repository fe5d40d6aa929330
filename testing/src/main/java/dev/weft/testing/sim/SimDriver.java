package dev.weft.testing.sim;

import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.testing.sim.SimFaults.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a database, and the scheduler of a simulation: one seed decides what happens when, and what goes
 * wrong.
 *
 * <ul>
 *   <li>What an engine asks of its connections, and each {@linkplain #later move} of the code under test, is an event.
 *       {@link #run()} takes one after the other as chance has it, and lets time pass between them; nothing sleeps, and
 *       nothing runs on another thread.
 *   <li>An operation works, fails, breaks its connection, or is never answered, as often as {@link SimFaults} has it.
 *       One that is cancelled is stopped by the server, or comes too late, or is cut off after {@code cancelTimeout}.
 *   <li>After each event, the pools are checked: never more connections than there may be; nobody waits while one
 *       idles, or while there is room for one more; nothing is asked of a connection that is closed, known to be
 *       broken, or busy; no transaction is left for the next.
 *   <li>The same seed and the same moves make the same schedule.
 * </ul>
 *
 * <p>An engine is simulated through {@code connect()} and what it answers. What starts an awaitlet runs on a thread of
 * its own, which no seed decides: {@code begin(work)}, {@code stream}, the JDBC face, listeners. For use by one thread.
 */
public final class SimDriver {
    private static final int MOST_EVENTS = 100_000;
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final int ONE_IN = 8; // how often time passes before the next event
    private static final int ALL = 1000;

    private final long seed;
    private final SimFaults faults;
    private final SplittableRandom chance;
    private final Thread thread = Thread.currentThread();
    private final SimTime time;
    private final long begin;
    private final List<Event> waiting = new ArrayList<>();
    private final List<Event> happened = new ArrayList<>();
    private final List<SimPool> pools = new ArrayList<>();
    private final List<SimSide> sides = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private @Nullable SimFailed violation;
    private int numbers;
    private int timersAtWork;

    /**
     * Something that happens once.
     *
     * @param number which connection it happens to, or 0
     */
    private record Event(String what, int number, Runnable task) {
        @Override
        public String toString() {
            return number == 0 ? what : what + " (" + number + ")";
        }
    }

    private SimDriver(long seed, SimFaults faults) {
        this.seed = seed;
        this.faults = faults;
        this.chance = new SplittableRandom(seed);
        this.begin = chance.nextLong() >> 8; // far from where a clock turns over
        this.time = new SimTime(this, begin, work -> {
            timersAtWork++;
            happens("a timer's work", 0, () -> {
                timersAtWork--;
                work.run();
            });
        });
    }

    /**
     * A simulation in which nothing has happened.
     *
     * @param seed decides everything
     * @param faults how often something goes wrong
     * @return the simulation
     */
    public static SimDriver seeded(long seed, SimFaults faults) {
        return new SimDriver(seed, faults);
    }

    /**
     * An engine of this simulation.
     *
     * @param options its options; their time is replaced by that of the simulation
     * @return the engine
     */
    public AsyncEngine engine(EngineOptions options) {
        var named = options.name() == null ? options.withName("sim") : options;
        var engine = AsyncEngine.create(EngineUrl.of(SimProvider.DIALECT), named.withTime(time));
        pools.add(new SimPool(this, engine, sides.getLast()));
        return engine;
    }

    SimSide forEngine(DriverSettings settings) {
        var side = new SimSide(this, settings);
        sides.add(side);
        return side;
    }

    /**
     * The chance of this simulation, for what the code under test decides.
     *
     * @return the source of all that is drawn
     */
    public SplittableRandom chance() {
        return chance;
    }

    /**
     * The time of this simulation.
     *
     * @return a clock that stands still between events
     */
    public TimeSource time() {
        return time;
    }

    /**
     * Adds a move of the code under test, which happens at a moment that chance decides.
     *
     * @param what its name, for the report
     * @param move what to do; it must not block
     */
    public void later(String what, Runnable move) {
        happens(what, 0, move);
    }

    /**
     * Adds a check that is made after each event.
     *
     * @param check throws if something is wrong
     */
    public void check(Runnable check) {
        checks.add(check);
    }

    /**
     * Tells that something happened that must not.
     *
     * @param what what happened
     * @throws SimFailed always
     */
    public void violated(String what) {
        var failed = failure(what, null);
        if (violation == null) {
            violation = failed; // whoever called may swallow what is thrown
        }
        throw failed;
    }

    /**
     * Lets everything happen, until nothing is left to, or an hour of the simulation's own time has passed.
     *
     * @throws SimFailed if something happened that must not, or it does not end
     */
    public void run() {
        var until = time.nanoTime() + LONGEST;
        try {
            while (step(until)) {
                if (violation != null) {
                    throw violation;
                }
                pools.forEach(SimPool::check);
                checks.forEach(Runnable::run);
                if (happened.size() > MOST_EVENTS) {
                    violated("it does not end");
                }
            }
        } catch (SimFailed failed) {
            throw failed;
        } catch (Throwable failed) {
            throw failure("An event failed: " + failed, failed);
        }
    }

    private boolean step(long until) {
        if (waiting.isEmpty() || chance.nextInt(ONE_IN) == 0) {
            var next = time.untilNext();
            if (next >= 0 && time.nanoTime() + next <= until) {
                var little = chance.nextLong(TimeUnit.SECONDS.toNanos(1));
                time.advance(!waiting.isEmpty() && chance.nextBoolean() ? Math.min(little, next) : next);
                return true;
            }
            if (waiting.isEmpty()) {
                return false;
            }
        }
        var drawn = chance.nextInt(waiting.size());
        var event = waiting.get(drawn);
        var last = waiting.removeLast();
        if (drawn < waiting.size()) {
            waiting.set(drawn, last);
        }
        happened.add(event);
        event.task().run();
        return true;
    }

    /**
     * Checks that nothing is left of an engine that has been closed.
     *
     * @throws SimFailed if a connection, an attempt, a caller or a timer is left
     */
    public void checkNothingLeft() {
        pools.forEach(SimPool::checkNothingLeft);
        if (time.timers() > 0) {
            violated(time.timers() + " timers are set, and nobody waits");
        }
    }

    /**
     * What has happened so far, in order.
     *
     * @return the events
     */
    public List<String> events() {
        return happened.stream().map(Event::toString).toList();
    }

    private SimFailed failure(String what, @Nullable Throwable cause) {
        return new SimFailed(seed, what, events(), cause);
    }

    void happens(String what, int number, Runnable task) {
        onItsThread();
        waiting.add(new Event(what, number, task));
    }

    void note(String what, int number) {
        happened.add(new Event(what, number, () -> {}));
    }

    void onItsThread() {
        if (!Thread.currentThread().equals(thread)) {
            violated("something runs on another thread, " + Thread.currentThread() + ", which no seed decides");
        }
    }

    /** Whether something that a timer started has not yet had its turn. */
    boolean timersAtWork() {
        return timersAtWork > 0;
    }

    int number() {
        return ++numbers;
    }

    Outcome outcome() {
        return faults.outcome(chance.nextInt(ALL));
    }

    boolean dies() {
        return chance.nextInt(ALL) < faults.dying();
    }

    @Override
    public String toString() {
        return "SimDriver[seed " + seed + ", " + happened.size() + " events, "
                + TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - begin) + " ms]";
    }
}
