package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.EngineOptions;
import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/** The hand-off of the pool under every interleaving that the model checker tries. */
class PoolHandOffLincheckTest {
    private static final int SCHEDULES = 2_000;

    @Test
    @Spec({"PL-2", "PL-4"})
    void theOneConnectionIsNeverLostWhenItsReturnRacesACancel() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var pool = new ConnectionPool(
                    "test", ScriptedDriver.quick(1), EngineOptions.defaults().withTime(new VirtualTime()));
            var held = pool.acquire(Caller.named("holder")).join();
            var waiting = pool.acquire(Caller.named("waiter"));

            race(() -> check(held.giveBack().isDone(), "it is back"), () -> waiting.cancel(true));

            var status = pool.status();
            check(status.idle() + status.inUse() == 1, "the connection has an owner or is idle");
            check(waiting.isCancelled() ? status.idle() == 1 : status.inUse() == 1, "and it is the right one");
            check(status.waiting() == 0, "nobody waits");
        });
    }

    @Test
    @Spec("PL-2")
    void aHandOffThatLooksInsteadOfDecidingIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var idle = new AtomicInteger();
                    var waiting = new CompletableFuture<String>();

                    race(
                            () -> {
                                if (waiting.isCancelled()) { // the mistake of Hibernate Reactive #4133
                                    idle.incrementAndGet();
                                } else {
                                    waiting.complete("connection");
                                }
                            },
                            () -> waiting.cancel(true));

                    check(waiting.isCancelled() == (idle.get() == 1), "the connection is lost");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("the connection is lost");
    }

    private static void race(Runnable one, Runnable other) {
        var first = new Thread(one);
        var second = new Thread(other);
        first.start();
        second.start();
        try {
            first.join();
            second.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void check(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError("not so: " + what);
        }
    }
}
