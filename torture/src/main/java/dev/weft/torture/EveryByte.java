package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.testing.network.Direction;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * a session that is cut off, or of which one byte is spoiled, at every byte of either direction: it ends with a
 * typed error in its time, or as it should, and the next one works.
 */
final class EveryByte implements Goal {
    private static final int WORKERS = 8;
    private static final int STEP = 17;
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    /**
     * What a session has beyond its deadline to be stopped, before its connection is cut off; pgjdbc counts seconds.
     */
    private static final Duration TO_CANCEL = Duration.ofSeconds(1);

    private static final Duration TO_CLOSE = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int SUM = 3;

    /** What happens to a byte. */
    private enum Fault {
        CUT,
        SPOILED;

        void next(FaultProxy network, Direction direction, long at) {
            switch (this) {
                case CUT -> network.cutNext(direction, at);
                case SPOILED -> network.corruptNext(direction, at);
            }
        }
    }

    /** One byte of a session, and what happens to it. */
    private record Place(Fault fault, Direction direction, long at) {}

    @Override
    public String id() {
        return "R-13";
    }

    @Override
    public String title() {
        return "a session cut or spoiled at any byte ends, and the next one works";
    }

    @Override
    public boolean harmsTheServer() {
        return true; // it needs one on this machine, behind its network
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var places = places(rig);
        var left = new ConcurrentLinkedQueue<>(places);
        var taken = new AtomicInteger();
        var outcomes = new Outcomes(
                new Times(), new LongAdder(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        var end = rig.budget().end();
        Crew.run(WORKERS, LONGEST, _ -> {
            try (var network = FaultProxy.before(rig.cluster().port());
                    var engine = engine(rig, network)) {
                var sessions = new Sessions(network, engine, outcomes);
                for (var place = left.poll(); place != null; place = left.poll()) {
                    sessions.spoil(place);
                    rig.tell(taken.incrementAndGet() + " of " + places.size());
                    if (rig.budget().full() && System.nanoTime() - end > 0) {
                        return;
                    }
                }
            }
        });
        return Measured.of(
                Check.atLeast("of %,d bytes".formatted(places.size()), least(rig, places), taken.get()),
                Check.none("ended without a typed error", outcomes.untyped),
                Check.none("next sessions failed", outcomes.failed),
                Check.told(outcomes.dead.sum() + " found a dead connection at first"),
                Check.within("ended at most after", outcomes.times.longestMillis(), (double)
                        DEADLINE.plus(TO_CANCEL).plus(TO_CLOSE).toMillis()));
    }

    private static int least(Rig rig, List<Place> places) {
        return Math.max(1, rig.budget().full() ? places.size() / STEP : places.size());
    }

    /** Every byte, or every so many, by chance in their order. */
    private static List<Place> places(Rig rig) throws Exception {
        var places = new ArrayList<Place>();
        var step = rig.budget().of(1, STEP);
        for (var length : lengths(rig).entrySet()) {
            for (var at = 0L; at < length.getValue(); at += step) {
                for (var fault : Fault.values()) {
                    places.add(new Place(fault, length.getKey(), at));
                }
            }
        }
        Collections.shuffle(places, new Random(rig.random().nextLong()));
        return places;
    }

    /** How many bytes go each way in a session on a connection of its own. */
    private static Map<Direction, Long> lengths(Rig rig) throws Exception {
        try (var network = FaultProxy.before(rig.cluster().port());
                var engine = engine(rig, network)) {
            Await.value(session(engine));
            var before = new EnumMap<Direction, Long>(Direction.class);
            for (var direction : Direction.values()) {
                before.put(direction, network.bytes(direction));
            }
            Await.value(engine.dispose());
            Await.value(session(engine));
            before.replaceAll((direction, bytes) -> network.bytes(direction) - bytes);
            return before;
        }
    }

    private static AsyncEngine engine(Rig rig, FaultProxy network) {
        return rig.engine(
                network.through(rig.url()),
                "R-13",
                options -> options.withPoolSize(1)
                        .withConnectTimeout(DEADLINE)
                        .withCancelTimeout(TO_CANCEL)
                        .withCloseTimeout(TO_CLOSE));
    }

    private static CompletableFuture<Integer> session(AsyncEngine engine) {
        return engine.begin(connection -> connection
                .scalar(Integer.class, "select 1")
                .thenCompose(first -> connection
                        .scalar(Integer.class, "select ?::int", 2)
                        .thenApply(second -> first.orElseThrow() + second.orElseThrow())));
    }

    private record Outcomes(Times times, LongAdder dead, Queue<String> untyped, Queue<String> failed) {}

    /** The sessions of one worker, each on a connection of its own. */
    private record Sessions(FaultProxy network, AsyncEngine engine, Outcomes outcomes) {
        void spoil(Place place) throws Exception {
            Await.value(engine.dispose());
            place.fault.next(network, place.direction, place.at);
            var start = System.nanoTime();
            var failure = Await.value(async(() -> CancelScope.failAfter(DEADLINE, () -> await(session(engine))))
                    .<@Nullable Throwable>handle((sum, failed) -> failed));
            outcomes.times.add(System.nanoTime() - start);
            if (failure != null && !(Await.reason(failure) instanceof WeftException)) {
                outcomes.untyped.add(place + ": " + Await.told(failure));
            }
            if (failure == null) {
                Await.value(engine.dispose()); // the byte may be yet to come, and would be the next session's
            }
            next(place);
        }

        /**
         * A slow machine may need more than one attempt to connect; a connection that the server ended is found once.
         */
        private void next(Place place) throws InterruptedException {
            var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            var dead = false;
            while (true) {
                try {
                    var sum = Await.value(session(engine));
                    if (sum != SUM) {
                        outcomes.failed.add(place + ": " + sum);
                    }
                    return;
                } catch (InterruptedException stop) {
                    throw stop;
                } catch (Exception failed) {
                    if (failed instanceof ConnectionLost && !dead) {
                        dead = true; // the server ended it after its answer, which is found at its next use
                        outcomes.dead.increment();
                        continue;
                    }
                    if (!(failed instanceof DatabaseUnreachable) || System.nanoTime() - end > 0) {
                        outcomes.failed.add(place + ": " + Await.told(failed));
                        return;
                    }
                }
            }
        }
    }
}
