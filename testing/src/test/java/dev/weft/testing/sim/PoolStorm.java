package dev.weft.testing.sim;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions.Reuse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Callers that take connections of one small pool, use them, give up and give back, each at moments that a seed
 * decides, while operations fail, hang and lose their connections; in the end the engine is closed.
 */
final class PoolStorm {
    private static final int MOST_CALLERS = 10;
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final SimDriver sim;
    private final SplittableRandom chance;
    private final AsyncEngine engine;
    private final boolean zeroPatience;
    private final Consumer<AsyncConnection> giveBack;
    private final List<Storming> line = new ArrayList<>(); // in the order in which they came
    private final List<Storming> callers = new ArrayList<>();
    private int served;
    private int failed;

    /** @param giveBack what callers do at the end, so that a wrong one can be planted */
    private PoolStorm(long seed, SimFaults faults, Consumer<AsyncConnection> giveBack) {
        this.sim = SimDriver.seeded(seed, faults);
        this.giveBack = giveBack;
        this.chance = sim.chance();
        this.zeroPatience = chance.nextInt(10) == 0;
        this.engine = sim.engine(options());
    }

    /** What became of a schedule. */
    record Outcome(List<String> events, int served, int failed, String driver) {}

    /** Plays the schedule of a seed; fails if something happens that must not. */
    static Outcome play(long seed, SimFaults faults) {
        return play(seed, faults, PoolStorm::closeWell);
    }

    static Outcome play(long seed, SimFaults faults, Consumer<AsyncConnection> giveBack) {
        var storm = new PoolStorm(seed, faults, giveBack);
        storm.play();
        return new Outcome(storm.sim.events(), storm.served, storm.failed, storm.sim.toString());
    }

    static void closeWell(AsyncConnection connection) {
        var _ = connection.aclose();
    }

    private EngineOptions options() {
        var size = 1 + chance.nextInt(4);
        var kept = chance.nextInt(8) > 0;
        return EngineOptions.defaults()
                .withPoolSize(size)
                .withPool(pool -> pool.withKind(kept ? PoolKind.QUEUE : PoolKind.NONE)
                        .withReuse(chance.nextBoolean() ? Reuse.LAST_USED : Reuse.LONGEST_IDLE)
                        .withMinimumIdle(kept && chance.nextInt(4) == 0 ? size : 0)
                        .withAcquireTimeout(zeroPatience ? Duration.ZERO : Duration.ofSeconds(10))
                        .withConnectTimeout(Duration.ofSeconds(5))
                        .withPingAfterIdle(Duration.ofMillis(chance.nextInt(500))))
                .withCloseTimeout(Duration.ofSeconds(2))
                .withCancelTimeout(Duration.ofSeconds(1));
    }

    private void play() {
        var count = 1 + chance.nextInt(MOST_CALLERS);
        for (var number = 1; number <= count; number++) {
            var caller = new Storming(number);
            callers.add(caller);
            sim.later("caller " + number + " comes", caller::come);
        }
        if (chance.nextInt(4) == 0) {
            sim.later("the engine drops its connections", () -> {
                var _ = engine.dispose();
            });
        }
        if (chance.nextInt(4) == 0) {
            sim.later("the engine is closed", () -> {
                var _ = engine.aclose();
            });
        }
        sim.run();
        for (var caller : callers) {
            if (caller.place == null || !caller.place.isDone()) {
                sim.violated(caller + " has neither a connection nor an error");
            }
        }
        var left = engine.status();
        if (!left.closed() && left.inUse() > 0) {
            sim.violated("all have given back, and connections are in use: " + left);
        }
        var closed = engine.aclose();
        sim.run();
        if (!closed.isDone() || closed.isCompletedExceptionally()) {
            sim.violated("the engine does not close: " + closed + ", " + engine.status());
        }
        sim.checkNothingLeft();
    }

    /** One caller. */
    private final class Storming {
        private final int number;
        private final AsyncConnection connection = engine.connect();
        private @Nullable CompletableFuture<AsyncConnection> place;
        private int times;

        Storming(int number) {
            this.number = number;
        }

        void come() {
            line.add(this);
            var mine = connection.start();
            place = mine;
            var _ = mine.whenComplete((_, failure) -> ended(failure));
            if (!mine.isDone() && chance.nextInt(4) == 0) {
                sim.later(this + " gives up", () -> mine.cancel(true));
            }
        }

        private void ended(@Nullable Throwable failure) {
            if (times++ > 0) {
                sim.violated(this + " is told twice");
            }
            if (failure == null) {
                served++;
                if (line.getFirst() != this) {
                    sim.violated(this + " is served before " + line.getFirst() + ", who came earlier");
                }
                line.remove(this);
                use(chance.nextInt(4));
                return;
            }
            failed++;
            line.remove(this);
            if (!(failure instanceof CancellationException) && !(failure instanceof WeftException)) {
                sim.violated(this + " is told what has no type of Weft's: " + failure);
            }
            sim.later(this + " leaves", () -> closeWell(connection));
        }

        private void use(int operations) {
            if (operations == 0) {
                sim.later(this + " gives back", () -> giveBack.accept(connection));
                if (chance.nextInt(8) == 0) {
                    sim.later(this + " gives back again", () -> closeWell(connection));
                }
                return;
            }
            sim.later(this + " runs something", () -> {
                var running = operation();
                var patience = sim.time().schedule(PATIENCE, () -> running.cancel(true));
                var _ = running.whenComplete((_, _) -> {
                    patience.cancel();
                    use(operations - 1);
                });
                if (!running.isDone() && chance.nextInt(4) == 0) {
                    sim.later(this + " cancels", () -> running.cancel(true));
                }
            });
        }

        private CompletableFuture<?> operation() {
            return switch (chance.nextInt(8)) {
                case 0 -> connection.commit();
                case 1 -> connection.rollback();
                case 2 -> connection.executeBatch("insert", List.of(List.of(1), List.of(2)));
                case 3 -> connection.invalidate();
                case 4 -> connection.isolationLevel();
                default -> connection.execute("select ?", number);
            };
        }

        @Override
        public String toString() {
            return "caller " + number;
        }
    }
}
