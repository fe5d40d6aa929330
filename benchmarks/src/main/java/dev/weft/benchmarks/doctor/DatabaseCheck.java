package dev.weft.benchmarks.doctor;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.TaskGroupFailed;
import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A database: whether it answers, what it is, how far it is, whether something stands between, and how much of it a
 * pool may take. Called in an awaitlet.
 *
 * @param engine the way to it
 */
record DatabaseCheck(AsyncEngine engine) {
    private static final int TRIPS = 200;
    private static final int TRANSACTIONS = 20;
    private static final int SAME_STATEMENT = 10;

    List<Finding> findings() {
        var all = new ArrayList<Finding>();
        try (var connection = engine.connect()) {
            version(connection).ifPresent(version -> all.add(Finding.ok("database", engine.dialect() + " " + version)));
            all.addAll(roundTrips(connection));
            pool(connection).ifPresent(all::add);
            statements(connection).ifPresent(all::add);
            await(connection.rollback());
            pooler(connection).ifPresent(all::add);
        }
        return all;
    }

    private Optional<String> version(AsyncConnection connection) {
        return switch (engine.dialect()) {
            case "postgresql" -> await(connection.scalar(String.class, "show server_version"));
            case "mariadb", "mysql" -> await(connection.scalar(String.class, "select version()"));
            case "h2" -> await(connection.scalar(String.class, "select h2version()"));
            case "sqlite" -> await(connection.scalar(String.class, "select sqlite_version()"));
            default -> Optional.empty();
        };
    }

    private List<Finding> roundTrips(AsyncConnection connection) {
        IntStream.range(0, TRIPS / 4).forEach(_ -> await(connection.execute("select 1")));
        var trips = new RoundTrips(IntStream.range(0, TRIPS)
                .mapToLong(_ -> {
                    var start = System.nanoTime();
                    await(connection.execute("select 1"));
                    return System.nanoTime() - start;
                })
                .toArray());
        var distance = trips.millis(0.5) < 5
                ? Finding.ok("round trip", trips.histogram())
                : Finding.note(
                        "round trip",
                        trips.histogram(),
                        "It is far away: send several statements at once (batches, pipelines, joins), and give the pool"
                                + " more connections.");
        return isServer() ? List.of(ceiling(trips), distance) : List.of(distance);
    }

    /** Others run in this process: the processors bound them, not a distance. */
    private boolean isServer() {
        return switch (engine.dialect()) {
            case "h2", "sqlite" -> false;
            default -> true;
        };
    }

    private Finding ceiling(RoundTrips trips) {
        var size = engine.status().limit();
        return Finding.ok(
                "pool",
                String.format(
                        Locale.ROOT,
                        "%d connections; at this distance they answer %,.0f short statements a second at most",
                        size,
                        size / trips.millis(0.5) * 1e3));
    }

    /** How many connections the server has, where it says so. */
    private Optional<Finding> pool(AsyncConnection connection) {
        var most = switch (engine.dialect()) {
            case "postgresql" ->
                await(connection.scalar(Integer.class, "select current_setting('max_connections')::int"));
            case "mariadb", "mysql" -> await(connection.scalar(Integer.class, "select @@max_connections"));
            default -> Optional.<Integer>empty();
        };
        return most.map(limit -> {
            var size = engine.status().limit();
            var found = "the server has " + limit + " connections for all its clients, and this pool takes " + size;
            if (size >= limit) {
                return Finding.fault("connections", found, "Make the pool smaller than what the server has: poolSize.");
            }
            return size * 4 > limit
                    ? Finding.note(
                            "connections", found, "No more than three processes like this one fit; is that enough?")
                    : Finding.ok("connections", found);
        });
    }

    private Optional<Finding> statements(AsyncConnection connection) {
        if (!engine.dialect().equals("postgresql")) {
            return Optional.empty();
        }
        IntStream.range(0, SAME_STATEMENT).forEach(value -> await(connection.execute("select 1 + ?::int", value)));
        var prepared = await(connection.scalar(Long.class, "select count(*) from pg_prepared_statements"))
                .orElse(0L);
        return Optional.of(
                prepared > 0
                        ? Finding.ok("prepared statements", "kept by the server after their first uses")
                        : Finding.note(
                                "prepared statements",
                                "the server keeps none, and parses each statement every time",
                                "Leave out prepareThreshold=0, unless a pooler asks for it."));
    }

    /** One session of ours that is served by several of the server has a pooler in between. */
    private Optional<Finding> pooler(AsyncConnection connection) {
        if (!engine.dialect().equals("postgresql")) {
            return Optional.empty();
        }
        var served = IntStream.range(0, TRANSACTIONS)
                .mapToObj(_ -> {
                    var process = await(connection.scalar(Integer.class, "select pg_backend_pid()"));
                    await(connection.rollback());
                    return process;
                })
                .distinct()
                .count();
        return Optional.of(
                served == 1
                        ? Finding.ok("pooler", "none seen: one connection is one process of the server")
                        : Finding.note(
                                "pooler",
                                "one connection was served by " + served
                                        + " processes: there is one, in transaction mode",
                                "Sessions do not last there: no LISTEN, no SET outside of transactions, no advisory locks"
                                        + " of sessions; prepared statements need a pooler that knows of them."));
    }

    /** What a failure to get that far says. */
    static Finding failed(WeftException failure) {
        if (failure instanceof TaskGroupFailed group && group.getCause() instanceof WeftException first) {
            return failed(first);
        }
        var message = String.valueOf(failure.getMessage());
        return Finding.fault("database", message.replace(failure.cure(), "").strip(), failure.cure());
    }
}
