package dev.weft.benchmarks.paired;

import static dev.weft.awaitlet.Awaitlets.await;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSession;
import dev.weft.hibernate.AsyncSessionMaker;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What an operation of an asynchronous session costs beyond the same operation of Hibernate's own, both in an awaitlet,
 * on H2 in memory: in processor time of the whole JVM, and in bytes allocated.
 */
final class SessionCost implements AutoCloseable {
    private static final int WARM_UP = 3;
    private static final int THINGS = 100;
    /** Enough to keep all carriers at work, so that none is woken for an operation and goes to rest after it. */
    private static final int TASKS = 8;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;
    private final int operations;

    private SessionCost(AsyncEngine engine, AsyncSessionMaker sessions, int operations) {
        this.engine = engine;
        this.sessions = sessions;
        this.operations = operations;
    }

    /** What an operation took, microseconds and bytes. */
    private record Cost(double cpuMicros, double bytes) {}

    /** The cost of an operation in each round, on either side. */
    private record Sides(List<Cost> plain, List<Cost> async) {}

    static SessionCost over(int operations) {
        var engine = AsyncEngine.create("h2:mem:session-cost");
        var sessions = AsyncSessionMaker.create(engine, Thing.class);
        sessions.createSchema().join();
        sessions.inTransaction(session -> {
                    for (var id = 0; id < THINGS; id++) {
                        session.persist(new Thing(id, "thing " + id));
                    }
                    return session;
                })
                .join();
        return new SessionCost(engine, sessions, operations);
    }

    void run(int rounds, PrintStream out) {
        compare("find that the session holds", false, 1, rounds, out);
        compare("the same in " + TASKS + " tasks at once", false, TASKS, rounds, out);
        compare("find that reads a row", true, 1, rounds, out);
    }

    private void compare(String title, boolean reads, int tasks, int rounds, PrintStream out) {
        Function<Session, Thing> plain = session -> plainFind(session, reads);
        Function<AsyncSession, Thing> async = session -> asyncFind(session, reads);
        for (var round = 0; round < WARM_UP; round++) {
            out.printf("%s: warming up %d of %d%n", title, round + 1, WARM_UP);
            var _ = ofPlain(plain, tasks);
            var _ = ofAsync(async, tasks);
        }
        var sides = new Sides(new ArrayList<>(), new ArrayList<>());
        for (var round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                sides.plain().add(ofPlain(plain, tasks));
                sides.async().add(ofAsync(async, tasks));
            } else {
                sides.async().add(ofAsync(async, tasks));
                sides.plain().add(ofPlain(plain, tasks));
            }
            out.printf(
                    Locale.ROOT,
                    "%s: round %d of %d: Session %.2f us of CPU and %.0f bytes, AsyncSession %.2f us and %.0f bytes%n",
                    title,
                    round + 1,
                    rounds,
                    sides.plain().getLast().cpuMicros(),
                    sides.plain().getLast().bytes(),
                    sides.async().getLast().cpuMicros(),
                    sides.async().getLast().bytes());
        }
        tell(title, sides, out);
    }

    private static void tell(String title, Sides sides, PrintStream out) {
        var micros = new ArrayList<Double>();
        var bytes = new ArrayList<Double>();
        for (var round = 0; round < sides.plain().size(); round++) {
            micros.add(sides.async().get(round).cpuMicros()
                    - sides.plain().get(round).cpuMicros());
            bytes.add(
                    sides.async().get(round).bytes() - sides.plain().get(round).bytes());
        }
        micros.sort(null);
        bytes.sort(null);
        out.printf(
                Locale.ROOT,
                "%s: AsyncSession takes %.2f us of CPU more than Session and allocates %.0f bytes more"
                        + " (medians of %d paired rounds; %.2f to %.2f us).%n",
                title,
                micros.get(micros.size() / 2),
                bytes.get(bytes.size() / 2),
                micros.size(),
                micros.getFirst(),
                micros.getLast());
    }

    private static Thing plainFind(Session session, boolean reads) {
        if (reads) {
            session.clear();
        }
        return session.find(Thing.class, 7);
    }

    /** Emptied by an operation beneath, which costs both sides the same. */
    private static Thing asyncFind(AsyncSession session, boolean reads) {
        return reads
                ? await(session.runSync(plain -> plainFind(plain, true)))
                : require(await(session.find(Thing.class, 7)));
    }

    private static Thing require(@Nullable Thing found) {
        if (found == null) {
            throw new IllegalStateException("there is no thing 7");
        }
        return found;
    }

    private Cost ofPlain(Function<Session, Thing> find, int tasks) {
        return measured(tasks, () -> {
            try (var session = sessions.openSession().sync()) {
                session.beginTransaction();
                return times(operations / tasks, () -> find.apply(session));
            }
        });
    }

    private Cost ofAsync(Function<AsyncSession, Thing> find, int tasks) {
        return measured(tasks, () -> {
            try (var session = sessions.openSession()) {
                await(session.begin());
                return times(operations / tasks, () -> find.apply(session));
            }
        });
    }

    private static int times(int operations, Supplier<Thing> find) {
        var sum = 0;
        for (var i = 0; i < operations; i++) {
            var found = find.get();
            sum += found.id() + found.name().length();
        }
        return sum;
    }

    /** Runs a part of the operations in each of some awaitlets. */
    private Cost measured(int tasks, Callable<Integer> part) {
        var cpu = SYSTEM.getProcessCpuTime();
        var bytes = THREADS.getTotalThreadAllocatedBytes();
        var parts = Stream.generate(() -> Awaitlets.async(part)).limit(tasks).toList();
        var sum = parts.stream().mapToInt(CompletableFuture::join).sum();
        var done = operations / tasks * tasks;
        if (sum != done * (7 + "thing 7".length())) {
            throw new IllegalStateException("not the thing that was asked for");
        }
        return new Cost(
                (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / done,
                (double) (THREADS.getTotalThreadAllocatedBytes() - bytes) / done);
    }

    @Override
    public void close() {
        Awaitlets.async(() -> {
                    try (engine;
                            sessions) {
                        return "closed";
                    }
                })
                .join();
    }
}
