package dev.weft.benchmarks.paired;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.engine.AsyncEngine;
import io.vertx.core.Context;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A row by its key, by 32 tasks on 8 connections, all on one event loop. */
final class PointSelect {
    static final int CONNECTIONS = 8;
    private static final int TASKS = 32;
    private static final int ROWS = 10_000;
    private static final long SEED = 42;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Context loop;
    private final int operations;

    PointSelect(Context loop, int operations) {
        this.loop = loop;
        this.operations = operations;
    }

    /**
     * What one operation costs.
     *
     * @param cpuMicros the time of all processors that this process took, in microseconds
     * @param perSecond how many there were in a second
     */
    record Cost(double cpuMicros, double perSecond) {}

    /** Makes the table; the database must be empty. */
    static void prepare(String url) {
        try (var engine = AsyncEngine.create(url)) {
            engine.begin(connection -> connection
                            .execute("create table item (id int primary key, name text not null, price int not null)")
                            .thenCompose(_ -> connection.execute(
                                    "insert into item select i, 'item ' || i, i * 3 from generate_series(1, ?::int) i",
                                    ROWS)))
                    .join();
        }
    }

    Cost run(Contender contender) {
        var tasks = new CompletableFuture<?>[TASKS];
        var start = System.nanoTime();
        var before = SYSTEM.getProcessCpuTime();
        for (var i = 0; i < TASKS; i++) {
            var task = new Task(contender, new SplittableRandom(SEED + i), operations / TASKS);
            tasks[i] = task.end;
            loop.runOnContext(_ -> task.next());
        }
        CompletableFuture.allOf(tasks).join();
        var cpu = SYSTEM.getProcessCpuTime() - before;
        var done = operations / TASKS * TASKS;
        return new Cost(cpu / 1e3 / done, done * 1e9 / (System.nanoTime() - start));
    }

    /** One select after the other; confined to the loop. */
    private static final class Task {
        private final Contender contender;
        private final SplittableRandom random;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private int left;

        Task(Contender contender, SplittableRandom random, int left) {
            this.contender = contender;
            this.random = random;
            this.left = left;
        }

        void next() {
            if (left-- == 0) {
                end.complete(null);
                return;
            }
            var id = 1 + random.nextInt(ROWS);
            contender.select(id).whenComplete((read, failure) -> {
                if (failure != null) {
                    end.completeExceptionally(failure);
                } else if (read != id) {
                    end.completeExceptionally(new IllegalStateException("asked for " + id + ", got " + read));
                } else {
                    next();
                }
            });
        }
    }
}
