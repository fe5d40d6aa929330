package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.testing.network.Direction;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/**
 * A session that is cut off, or whose bytes are spoiled, at every 17th byte of either direction: it ends with a typed
 * error in its time, or as it should, and the next one works.
 */
@Spec("R-13")
class CutAtEveryByteTest {
    private static final int STEP = 17;
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration BUDGET = Duration.ofMillis(300);

    /** Does something to the next connection at one byte. */
    @FunctionalInterface
    private interface Fault {
        void at(FaultProxy network, Direction direction, long at);
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    @Timeout(120)
    void aCutIsTypedAndTheNextSessionWorks(EngineFactory engines) {
        everyByte(engines, FaultProxy::cutNext);
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    @Timeout(300)
    void aSpoiledByteIsTypedOrHarmlessAndTheNextSessionWorks(EngineFactory engines) {
        everyByte(engines, FaultProxy::corruptNext);
    }

    private static void everyByte(EngineFactory engines, Fault fault) {
        var port = EngineUrl.parse(engines.url()).port().orElseThrow();
        try (var network = FaultProxy.before(port);
                var engine = AsyncEngine.create(
                        network.through(engines.url()),
                        EngineOptions.defaults()
                                .withPoolSize(1)
                                .withAcquireTimeout(DEADLINE)
                                .withConnectTimeout(DEADLINE)
                                .withCancelTimeout(BUDGET)
                                .withCloseTimeout(BUDGET))) {
            assertThat(session(engine)).isEqualTo(3);
            for (var length : lengths(network, engine).entrySet()) {
                for (var at = 0L; at < length.getValue(); at += STEP) {
                    await(engine.dispose());
                    fault.at(network, length.getKey(), at);
                    var start = System.nanoTime();
                    try {
                        CancelScope.failAfter(DEADLINE, () -> session(engine));
                        await(engine.dispose()); // the byte may be yet to come, and would be the next session's
                    } catch (WeftException typed) {
                        assertThat(typed.code()).startsWith("ER-");
                    }
                    var taken = Duration.ofNanos(System.nanoTime() - start);
                    assertThat(taken).as("byte %d %s", at, length.getKey()).isLessThan(DEADLINE.multipliedBy(5));
                    assertThat(session(engine))
                            .as("after byte %d %s", at, length.getKey())
                            .isEqualTo(3);
                }
            }
        }
    }

    /** How many bytes go each way in a session on a connection of its own. */
    private static Map<Direction, Long> lengths(FaultProxy network, AsyncEngine engine) {
        var before = new EnumMap<Direction, Long>(Direction.class);
        for (var direction : Direction.values()) {
            before.put(direction, network.bytes(direction));
        }
        await(engine.dispose());
        assertThat(session(engine)).isEqualTo(3);
        before.replaceAll((direction, bytes) -> network.bytes(direction) - bytes);
        return before;
    }

    private static int session(AsyncEngine engine) {
        return await(engine.begin(connection -> {
            var first = await(connection.scalar(Integer.class, "select 1"));
            var second = await(connection.scalar(Integer.class, "select ?::int", 2));
            return java.util.concurrent.CompletableFuture.completedFuture(first.orElseThrow() + second.orElseThrow());
        }));
    }
}
