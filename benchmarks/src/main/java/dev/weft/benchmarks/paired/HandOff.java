package dev.weft.benchmarks.paired;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A row by its key through JDBC, by 32 tasks: what it costs to take a connection and to give it back. */
final class HandOff {
    private static final int TASKS = 32;
    private static final int ROWS = 10_000;
    private static final int WARM_UP = 3;
    private static final long SEED = 42;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Timed> ways;
    private final int operations;

    /**
     * A way, and what a select took in each round.
     *
     * @param way the way
     * @param costs microseconds of processor time
     */
    private record Timed(JdbcWay way, List<Double> costs) {}

    /** @param ways the first is set beside each of the others */
    HandOff(List<JdbcWay> ways, int operations) {
        this.ways = ways.stream().map(way -> new Timed(way, new ArrayList<>())).toList();
        this.operations = operations;
    }

    /** Runs the ways in turns, and tells the ratios of each round and their medians. */
    void run(int rounds, PrintStream out) {
        for (var round = 0; round < WARM_UP; round++) {
            out.printf("warming up %d of %d%n", round + 1, WARM_UP);
            for (var timed : ways) {
                var _ = cost(timed.way());
            }
        }
        for (var round = 0; round < rounds; round++) {
            var order = new ArrayList<>(ways);
            Collections.rotate(order, round);
            order.forEach(timed -> timed.costs().add(cost(timed.way())));
            out.printf("round %d of %d:", round + 1, rounds);
            for (var timed : ways) {
                var last = timed.costs().getLast();
                out.printf(Locale.ROOT, "  %s %.2f us of CPU", timed.way().name(), last);
            }
            out.println();
        }
        var subject = ways.getFirst();
        for (var other : ways.subList(1, ways.size())) {
            var ratios = new ArrayList<Double>();
            for (var round = 0; round < rounds; round++) {
                ratios.add(subject.costs().get(round) / other.costs().get(round));
            }
            Collections.sort(ratios);
            out.printf(
                    Locale.ROOT,
                    "%s takes %.2f times the processor time of %s (median of %d paired rounds; %.2f to %.2f).%n",
                    subject.way().name(),
                    ratios.get(rounds / 2),
                    other.way().name(),
                    rounds,
                    ratios.getFirst(),
                    ratios.getLast());
        }
    }

    /** The processor time of one select, in microseconds. */
    private double cost(JdbcWay way) {
        var before = SYSTEM.getProcessCpuTime();
        var tasks = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < TASKS; i++) {
            var random = new SplittableRandom(SEED + i);
            tasks.add(way.start(() -> task(way, random)));
        }
        CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
        return (SYSTEM.getProcessCpuTime() - before) / 1e3 / (operations / TASKS * TASKS);
    }

    private Void task(JdbcWay way, SplittableRandom random) throws SQLException {
        if (way.keeps()) {
            try (var connection = way.take()) {
                for (var i = 0; i < operations / TASKS; i++) {
                    select(connection, 1 + random.nextInt(ROWS));
                }
            }
        } else {
            for (var i = 0; i < operations / TASKS; i++) {
                var connection = way.take();
                try {
                    select(connection, 1 + random.nextInt(ROWS));
                } finally {
                    way.giveBack(connection);
                }
            }
        }
        return null;
    }

    private static void select(Connection connection, int id) throws SQLException {
        try (var statement = connection.prepareStatement("select id, name, price from item where id = ?")) {
            statement.setInt(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next() || rows.getInt(1) != id || rows.getString(2) == null || rows.getInt(3) != id * 3) {
                    throw new IllegalStateException("not the row of " + id);
                }
            }
        }
    }
}
