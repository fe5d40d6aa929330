package dev.weft.torture;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.server.PgCluster;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** Runs goals in their short form, on one server for all tests of this JVM, which stops when it exits. */
final class ShortRun {
    private static final Server SERVER = Server.own();

    private ShortRun() {}

    static Server server() {
        return SERVER;
    }

    static PgCluster cluster() {
        return SERVER.cluster().orElseThrow();
    }

    static Measured of(Goal goal, Through through) throws Exception {
        return of(goal, through, Budget.small(), AsyncEngine::create);
    }

    /** Runs it with engines that somebody else makes, to plant what it must find, and with little patience. */
    static Measured of(
            Goal goal, Through through, Duration patience, BiFunction<String, EngineOptions, AsyncEngine> maker)
            throws Exception {
        return of(goal, through, Budget.small().withPatience(patience), maker);
    }

    private static Measured of(
            Goal goal, Through through, Budget budget, BiFunction<String, EngineOptions, AsyncEngine> maker)
            throws Exception {
        var seed = RandomGenerator.getDefault().nextLong(1L << 32);
        try (var rig = new Rig(SERVER, through, budget, seed, _ -> {}, maker)) {
            var measured = goal.run(rig);
            System.out.println(goal.id() + " " + through + ", seed " + seed + ": " + measured.figure());
            return measured;
        }
    }
}
