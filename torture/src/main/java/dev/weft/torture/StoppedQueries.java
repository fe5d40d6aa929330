package dev.weft.torture;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** a cancelled query of half a minute stops on the server, and its session answers the next query at once. */
final class StoppedQueries implements Goal {
    private static final long MOST_NANOS = 50_000_000;
    private static final double MOST_MILLIS = 50;
    private static final double SAME = 0.99;

    @Override
    public String id() {
        return "R-4";
    }

    @Override
    public String title() {
        return "a cancel stops the query on the server";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-4", options -> options.withPoolSize(1));
        var view = engine.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT));
        var random = rig.random();
        var tries = rig.budget().of(500, 40);
        var back = new Times();
        var same = new AtomicInteger();
        var failures = new ArrayList<String>();
        for (var number = 1; number <= tries; number++) {
            rig.tell(number + " of " + tries);
            try {
                Await.with(view, connection -> {
                    if (stop(connection, random.nextLong(MOST_NANOS), back)) {
                        same.incrementAndGet();
                    }
                });
            } catch (Exception failed) {
                failures.add(Await.told(failed));
            }
        }
        var running = rig.server().sessions(engine.name()).stream()
                .filter(session -> session.state().equals("active"))
                .map(Object::toString)
                .toList();
        var part = (double) same.get() / tries;
        return Measured.of(
                Check.told(tries + " cancels"),
                Check.within("p99 until the next answer", back.millis(0.99), MOST_MILLIS),
                Check.told(String.format(Locale.ROOT, "p50 %.1f ms", back.millis(0.5))),
                Check.none("left running", running),
                Check.none("failed", failures),
                Check.fact(
                        String.format(Locale.ROOT, "%.1f %% in the same session", part * 100),
                        String.format(Locale.ROOT, "%.0f %%", SAME * 100),
                        part >= SAME));
    }

    /** Cancels a query and asks another; answers whether that ran in the same session. */
    private static boolean stop(AsyncConnection connection, long after, Times back) throws Exception {
        var before = session(connection);
        var slow = connection.execute("select pg_sleep(30)");
        letRun(slow, after);
        var cancelled = System.nanoTime();
        slow.cancel(true);
        var now = session(connection);
        back.add(System.nanoTime() - cancelled);
        return now == before;
    }

    private static void letRun(CompletableFuture<?> slow, long nanos) throws Exception {
        try {
            slow.get(nanos, TimeUnit.NANOSECONDS);
            throw new IllegalStateException("a query of 30 s ended by itself");
        } catch (TimeoutException running) {
            // as it should
        }
    }

    private static long session(AsyncConnection connection) throws Exception {
        return Await.value(connection.scalar(Long.class, "select cast(pg_backend_pid() as bigint)"))
                .orElseThrow();
    }
}
