package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * taking a connection, a query, giving it back and closing the engine each end by their deadline, whatever the
 * server and the network do; a query that nobody hears being cancelled, when the time for cancels is over as well.
 */
final class Deadlines implements Goal {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    /** What a query has beyond its deadline to be stopped, before its connection is cut off. */
    private static final Duration TO_CANCEL = Duration.ofSeconds(1);

    private static final double ALLOWED_MILLIS = 50;
    private static final Duration UNDER_WAY = Duration.ofMillis(50);
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final int WAVE = 8;

    private static final String QUERY = "query";

    /** A result that comes for minutes. */
    private static final String TRICKLE = "select repeat('x', 9000), pg_sleep(.01) from generate_series(1, 20000)";

    /** What is wrong with the server or with the way to it. */
    private enum State {
        REFUSED,
        SILENT_AT_LOGIN,
        SILENT_IN_A_RESULT,
        FROZEN_IN_A_RESULT,
        RESET_IN_A_RESULT;

        boolean connectsBefore() {
            return this != REFUSED && this != SILENT_AT_LOGIN;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String id() {
        return "R-6";
    }

    @Override
    public String title() {
        return "deadlines hold whatever the network does";
    }

    @Override
    public boolean harmsTheServer() {
        return true;
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var clock = new Clock(new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>());
        var waves = rig.budget().of(25, 1);
        var end = rig.budget().end();
        var tries = 0;
        for (var wave = 1; wave <= waves && (wave == 1 || System.nanoTime() - end < 0); wave++) {
            for (var state : State.values()) {
                rig.tell("wave " + wave + ", " + state);
                tries += wave(rig, state, clock, rig.budget().of(WAVE, 2));
            }
        }
        var checks = new ArrayList<Check>();
        checks.add(Check.told(tries + " tries in " + State.values().length + " states"));
        checks.add(Check.none("answered by nobody", clock.wrong));
        checks.addAll(clock.checks());
        return new Measured(checks);
    }

    /** Several engines beside each other in one state; answers how many. */
    private static int wave(Rig rig, State state, Clock clock, int size) throws Exception {
        var port = rig.cluster().port();
        var proxy = FaultProxy.before(port, rig.random().nextLong());
        try (proxy) {
            var url = proxy.through(rig.url());
            if (state == State.REFUSED) {
                proxy.close();
            } else if (state == State.SILENT_AT_LOGIN) {
                proxy.silence();
            }
            var connected = new CountDownLatch(size);
            var engines = IntStream.range(0, size)
                    .mapToObj(_ -> rig.engine(url, "R-6", Deadlines::options))
                    .toList();
            var tries = engines.stream()
                    .map(engine -> async(() -> new Try(engine, state, clock).run(connected)))
                    .toArray(CompletableFuture[]::new);
            if (!connected.await(HANG.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("not connected within " + HANG.toSeconds() + " s");
            }
            Await.pause(UNDER_WAY);
            spoil(rig, state, proxy);
            Crew.wait(CompletableFuture.allOf(tries), rig.budget().patience());
        } finally {
            rig.cluster().thaw();
        }
        return size;
    }

    private static void spoil(Rig rig, State state, FaultProxy proxy) {
        switch (state) {
            case REFUSED, SILENT_AT_LOGIN -> {}
            case SILENT_IN_A_RESULT -> proxy.silence();
            case FROZEN_IN_A_RESULT -> rig.cluster().freeze();
            case RESET_IN_A_RESULT -> proxy.reset();
        }
    }

    private static EngineOptions options(EngineOptions options) {
        return options.withPoolSize(2)
                .withAcquireTimeout(DEADLINE)
                .withConnectTimeout(DEADLINE)
                .withCancelTimeout(TO_CANCEL)
                .withCloseTimeout(DEADLINE);
    }

    /** One engine, and each of its steps; runs in an awaitlet. */
    private record Try(AsyncEngine engine, State state, Clock clock) {
        void run(CountDownLatch connected) {
            if (state.connectsBefore()) {
                var connection = patientlyConnected();
                connected.countDown();
                clock.time(
                        state, QUERY, () -> CancelScope.failAfter(DEADLINE, () -> await(connection.execute(TRICKLE))));
                acquire();
                clock.time(state, "give back", () -> await(connection.aclose()));
            } else {
                connected.countDown();
                acquire();
            }
            clock.time(state, "close", () -> await(engine.aclose()));
        }

        private void acquire() {
            var another = engine.connect();
            clock.time(state, "acquire", () -> await(another.start()));
            clock.time(state, "give back", () -> await(another.aclose()));
        }

        /** A slow machine may need more than one try. */
        private AsyncConnection patientlyConnected() {
            var end = System.nanoTime() + HANG.toNanos();
            while (true) {
                var connection = engine.connect();
                try {
                    return await(connection.start());
                } catch (RuntimeException late) {
                    if (System.nanoTime() - end > 0) {
                        throw late;
                    }
                }
            }
        }
    }

    /** How long the steps take, and which ended with what they should not. */
    private record Clock(Map<String, Map<State, Times>> steps, Queue<String> wrong) {
        /** Runs one step, which may fail: only when it ends is measured. */
        void time(State state, String step, Runnable code) {
            var start = System.nanoTime();
            try {
                code.run();
                if (step.equals(QUERY)) {
                    wrong.add(state + ": a result of minutes came to its end");
                }
            } catch (RuntimeException told) {
                // that it is told in time is what counts
            } finally {
                steps.computeIfAbsent(step, _ -> new ConcurrentSkipListMap<>())
                        .computeIfAbsent(state, _ -> new Times())
                        .add(System.nanoTime() - start);
            }
        }

        private static Duration allowed(String step) {
            return step.equals(QUERY) ? DEADLINE.plus(TO_CANCEL) : DEADLINE;
        }

        List<Check> checks() {
            return steps.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(step -> {
                        var longest = step.getValue().entrySet().stream()
                                .max(Map.Entry.comparingByValue(
                                        (one, other) -> Double.compare(one.longestMillis(), other.longestMillis())))
                                .orElseThrow();
                        return Check.within(
                                step.getKey() + " at most (" + longest.getKey() + ")",
                                longest.getValue().longestMillis(),
                                allowed(step.getKey()).toMillis() + ALLOWED_MILLIS);
                    })
                    .toList();
        }
    }
}
