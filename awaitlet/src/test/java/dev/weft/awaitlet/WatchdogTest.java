package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Watchdog.Stall;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class WatchdogTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final VirtualTime clock = new VirtualTime();
    private final List<Stall> stalls = new CopyOnWriteArrayList<>();
    private final AsyncOptions watched = AsyncOptions.defaults().watchedBy(Watchdog.create(LIMIT, stalls::add, clock));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letAllEnd() {
        release.countDown();
    }

    /** Waits where Weft cannot see it. */
    private void stall(CountDownLatch reached) throws InterruptedException {
        reached.countDown();
        Soon.open(release);
    }

    private CompletableFuture<?> stalled(String name) throws InterruptedException {
        var reached = new CountDownLatch(1);
        var result = async(watched.named(name), () -> stall(reached));
        Soon.open(reached);
        return result;
    }

    /** Whoever else was to be told of would have been told of by the time this one is. */
    private void assertThatOnlyASentinelIsToldOf() throws InterruptedException {
        var _ = stalled("sentinel");
        clock.advance(LIMIT);
        Soon.holds(() -> !stalls.isEmpty(), "nobody was told of the sentinel");
        assertThat(stalls).extracting(stall -> stall.awaitlet().name()).containsExactly("sentinel");
    }

    @Test
    @Spec("AW-17")
    void anAwaitletThatBlocksWhereWeftCannotSeeItIsToldOfWithNameSiteAndStack() throws Exception {
        var _ = stalled("billing");

        clock.advance(LIMIT);

        Soon.holds(() -> !stalls.isEmpty(), "nobody was told");
        var stall = stalls.getFirst();
        assertThat(stall.lasting()).isEqualTo(LIMIT);
        assertThat(stall.toString())
                .startsWith("awaitlet \"billing\" started at ")
                .contains("WatchdogTest.stalled(WatchdogTest.java:")
                .contains("has not reached a checkpoint for 1000 ms, its thread is ")
                .contains("WatchdogTest.stall(WatchdogTest.java:");
    }

    @Test
    @Spec("AW-17")
    void anAwaitletThatComputesIsToldOf() throws Exception {
        var over = new AtomicBoolean();
        var spinning = new CountDownLatch(1);
        var result = async(watched, () -> {
            spinning.countDown();
            while (!over.get()) {
                Thread.onSpinWait();
            }
        });
        Soon.open(spinning);

        clock.advance(LIMIT);

        Soon.holds(() -> !stalls.isEmpty(), "nobody was told");
        over.set(true);
        assertThat(Soon.value(result)).isNull();
        assertThat(stalls.getFirst().state()).isEqualTo(Thread.State.RUNNABLE);
        assertThat(stalls.getFirst().stack()).isNotEmpty();
    }

    @Test
    void eachStretchIsToldOfOnce() throws Exception {
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        var between = new CompletableFuture<String>();
        var goOn = new CountDownLatch(1);
        var result = async(watched, () -> {
            first.countDown();
            Soon.open(goOn);
            await(between);
            stall(second);
        });
        Soon.open(first);
        clock.advance(LIMIT.multipliedBy(10));
        Soon.holds(() -> stalls.size() == 1, "the first stretch was not told of");

        goOn.countDown();
        between.complete("an await");
        Soon.open(second);
        clock.advance(LIMIT.multipliedBy(10));

        Soon.holds(() -> stalls.size() == 2, "the second stretch was not told of");
        release.countDown();
        assertThat(Soon.value(result)).isNull();
        assertThat(stalls).hasSize(2);
    }

    @Test
    void theTimeInAnAwaitDoesNotCount() throws Exception {
        var slow = new CompletableFuture<String>();
        var result = async(watched, () -> await(slow));
        Soon.suspended(result);

        clock.advance(LIMIT.multipliedBy(10));

        assertThatOnlyASentinelIsToldOf();
        slow.complete("at last");
        assertThat(Soon.value(result)).isEqualTo("at last");
    }

    @Test
    void theTimeInABlockingCallThatWeftKnowsOfDoesNotCount() throws Exception {
        var reached = new CountDownLatch(1);
        var _ = async(
                watched,
                () -> Awaitlets.blocking(_ -> release.countDown(), () -> {
                    stall(reached);
                    return "";
                }));
        Soon.open(reached);

        clock.advance(LIMIT.multipliedBy(10));

        assertThatOnlyASentinelIsToldOf();
    }

    @Test
    @Spec("SC-19")
    void aLoopThatReachesCheckpointsIsNotToldOf() throws Exception {
        var steps = new SynchronousQueue<Boolean>();
        var result = async(watched, () -> {
            while (steps.take()) {
                Awaitlets.checkpoint();
            }
        });

        for (var step = 0; step < 20; step++) {
            steps.put(true);
            steps.put(true); // taken after the checkpoint of the step before
            clock.advance(LIMIT.dividedBy(2));
        }

        steps.put(false);
        assertThat(Soon.value(result)).isNull();
        assertThatOnlyASentinelIsToldOf();
    }

    @Test
    void anAwaitletStartedByAWatchedOneIsWatchedToo() throws Exception {
        var reached = new CountDownLatch(1);
        var outer = async(watched.named("outer"), () -> await(async(() -> stall(reached))));
        Soon.open(reached);
        Soon.suspended(outer); // maybe later than the other stalls; until then it is told of too

        clock.advance(LIMIT);

        Soon.holds(() -> !stalls.isEmpty(), "nobody was told");
        assertThat(stalls).extracting(stall -> stall.awaitlet().name()).noneMatch("outer"::equals);
    }

    @Test
    void thereIsNoTimerWhileNothingIsWatched() throws Exception {
        assertThat(clock.timers()).isZero();
        var result = stalled("short");
        assertThat(clock.timers()).isEqualTo(1);

        release.countDown();
        Soon.value(result);
        clock.advance(LIMIT);

        assertThat(clock.timers()).isZero();
        assertThat(stalls).isEmpty();
    }

    @Test
    void aLimitOfZeroIsRefused() {
        assertThatThrownBy(() -> Watchdog.create(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
