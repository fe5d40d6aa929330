package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Blocking code on worker threads: who limits it, what it sees, and what becomes of it when it is abandoned. */
class WorkerCallTest {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CancelScope scope = CancelScope.create();

    @AwaitletTest
    @Spec("SC-25")
    void theSharedWorkersRunCodeOnAPlatformThread() {
        var seen = Workers.shared().call(() -> List.of(Thread.currentThread().isVirtual(), Awaitlets.inAwaitlet()));

        assertThat(seen).containsExactly(false, false);
    }

    @Test
    @Spec("SC-25")
    void theSharedLimiterHasFortyTokens() {
        assertThat(Workers.sharedLimiter().total()).isEqualTo(40);
    }

    @AwaitletTest
    @Spec({"SC-25", "AT-91"})
    void theSharedLimiterLendsATokenForTheLengthOfTheCode() {
        Soon.holds(
                () -> Workers.sharedLimiter().statistics().borrowed() == 0,
                "abandoned work of another test still runs");

        var during =
                Workers.shared().call(() -> Workers.sharedLimiter().statistics().borrowed());

        assertThat(during).isEqualTo(1);
        assertThat(Workers.sharedLimiter().statistics().borrowed()).isZero();
    }

    @AwaitletTest
    @Spec({"AT-91", "SC-25"})
    void anOwnLimiterIsHonoured() {
        var limiter = CapacityLimiter.create(2);
        var options = WorkerOptions.defaults().limitedBy(limiter);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var calls = new ArrayList<CompletableFuture<Integer>>();
        for (var number = 0; number < 50; number++) {
            calls.add(async(() -> Workers.shared().call(options, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                return running.decrementAndGet();
            })));
        }

        calls.forEach(Awaitlets::await);

        assertThat(most.get()).isBetween(1, 2);
        assertThat(limiter.available()).isEqualTo(2);
    }

    @AwaitletTest
    @Spec({"AT-88", "SC-25", "SC-20"})
    void aCallCancelledWhileItWaitsForTheLimiterNeverRuns() {
        var limiter = CapacityLimiter.create(0);
        var ran = new AtomicBoolean();
        var call = async(() -> scope.run(() -> Workers.shared()
                .call(WorkerOptions.defaults().limitedBy(limiter), () -> ran.compareAndSet(false, true))));
        Soon.holds(() -> limiter.statistics().waiting() == 1, "it does not wait");

        scope.cancel("no longer wanted");
        await(call);
        limiter.resize(1);

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(limiter.available()).isEqualTo(1);
        assertThat(ran).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-88", "AT-91"})
    void aCallCancelledInTheQueueOfTheThreadsGivesItsTokenBack() {
        var limiter = CapacityLimiter.create(2);
        var options = WorkerOptions.defaults().limitedBy(limiter);
        var ran = new AtomicBoolean();
        try (var one = Workers.create("one", 1)) {
            var first = async(() -> one.call(options, this::block));
            await(reached());
            var second = async(() -> scope.run(() -> one.call(options, () -> ran.compareAndSet(false, true))));
            Soon.holds(() -> one.queued() == 1, "it is not queued");

            scope.cancel("no longer wanted");
            await(second);

            assertThat(limiter.available())
                    .as("tokens while the first call runs")
                    .isEqualTo(1);
            goOn.countDown();
            await(first);
        }
        assertThat(ran).isFalse();
        assertThat(limiter.available()).isEqualTo(2);
    }

    @AwaitletTest
    @Spec({"SC-27", "AT-91"})
    void aFailureGivesTheTokenBackAndSoDoesARefusal() {
        var limiter = CapacityLimiter.create(1);
        var options = WorkerOptions.defaults().limitedBy(limiter);
        var failure = new IllegalStateException("disk");

        assertThatThrownBy(() -> Workers.shared().call(options, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        var closed = Workers.create("closed", 1);
        closed.close();
        assertThatThrownBy(() -> closed.call(options, () -> "never")).isInstanceOf(WorkersClosed.class);

        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-89", "SC-25"})
    void aCancelledCallerWaitsForItsWorkerAndGetsItsResult() {
        var result = async(() -> scope.call(() -> Workers.shared().call(this::block)));
        await(reached());

        scope.cancel("while it runs");

        assertThat(result).as("it waits for the worker").isNotDone();
        goOn.countDown();
        assertThat(await(result)).contains("done");
    }

    @AwaitletTest
    @Spec({"AT-89", "AT-90", "SC-27"})
    void anAbandonedWorkerEndsAloneAndGivesItsTokenBackOnlyThen() {
        var limiter = CapacityLimiter.create(1);
        var options = WorkerOptions.defaults().limitedBy(limiter).abandoningOnCancel();
        var ended = new CompletableFuture<String>();
        var call = async(() -> scope.run(() -> Workers.shared().call(options, () -> ended.complete(block()))));
        await(reached());

        scope.cancel("abandon it");
        await(call);

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(ended).as("the worker goes on").isNotDone();
        assertThat(limiter.available()).isZero();
        goOn.countDown();
        assertThat(await(ended)).isEqualTo("done");
        Soon.holds(() -> limiter.available() == 1, "the token is not given back");
    }

    @AwaitletTest
    @Spec({"AT-90", "SC-27"})
    void theFailureOfAnAbandonedWorkerMakesNoNoise() {
        var uncaught = new CopyOnWriteArrayList<Throwable>();
        var worker = new AtomicReference<Thread>();
        var options = WorkerOptions.defaults().abandoningOnCancel();
        var limiter = CapacityLimiter.create(1);
        var call = async(() -> scope.run(() -> Workers.shared().call(options.limitedBy(limiter), () -> {
            worker.set(Thread.currentThread());
            Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
            block();
            throw new IOException("nobody wants to know");
        })));
        await(reached());

        scope.cancel("abandon it");
        await(call);
        goOn.countDown();

        Soon.holds(() -> limiter.available() == 1, "the worker has not ended");
        assertThat(scope.caught().orElseThrow().getSuppressed()).noneMatch(IOException.class::isInstance);
        worker.get().setUncaughtExceptionHandler(null);
        assertThat(uncaught).isEmpty();
    }

    @AwaitletTest
    @Spec({"AT-89", "SC-25"})
    void abandonedCodeThatIsAskedToEndIsAskedOnce() {
        var told = new CopyOnWriteArrayList<String>();
        var options = WorkerOptions.defaults().abandoningOnCancel().stoppedBy(reason -> {
            told.add(reason.message());
            goOn.countDown();
        });
        var call = async(() -> scope.run(() -> Workers.shared().call(options, this::block)));
        await(reached());

        scope.cancel("abandon it");
        await(call);

        assertThat(told).containsExactly("abandon it");
    }

    @AwaitletTest
    @Spec({"AT-92", "SC-25"})
    void contextIsCopiedInAndNotOut() {
        var local = new InThread();
        var options = AsyncOptions.defaults()
                .carrying(ContextCarrier.of(USER))
                .carrying(ContextCarrier.of(local::get, local::set));
        var seen = new ArrayList<String>();

        var after = await(ScopedValue.where(USER, "ada")
                .call(() -> async(options, () -> {
                    local.set("of the caller");
                    Workers.shared().call(() -> {
                        seen.addAll(List.of(USER.get(), local.get()));
                        local.set("of the worker");
                        return true;
                    });
                    return local.get();
                })));

        assertThat(seen).containsExactly("ada", "of the caller");
        assertThat(after).isEqualTo("of the caller");
    }

    @AwaitletTest
    @Spec("SC-25")
    void closingTheSharedWorkersLeavesThemOpen() {
        Workers.shared().close();

        assertThat(Workers.shared().call(() -> "open")).isEqualTo("open");
    }

    @AwaitletTest
    @Spec("SC-25")
    void ofManyCallsNoMoreRunAtATimeThanThereAreTokens() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var calls = new ArrayList<CompletableFuture<Integer>>();
        for (var number = 0; number < 500; number++) {
            calls.add(async(() -> Workers.shared().call(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                return running.decrementAndGet();
            })));
        }

        calls.forEach(Awaitlets::await);
        assertThat(most.get()).isBetween(1, 40);
    }

    private String block() throws InterruptedException {
        started.countDown();
        Soon.open(goOn);
        return "done";
    }

    /** Completes once the blocking code has started. */
    private CompletableFuture<Void> reached() {
        return async(() -> Soon.open(started)).thenAccept(_ -> {});
    }

    /** A value that lives with a thread. */
    private static final class InThread {
        private final ConcurrentHashMap<Thread, String> values = new ConcurrentHashMap<>();

        String get() {
            return values.getOrDefault(Thread.currentThread(), "unset");
        }

        void set(String value) {
            values.put(Thread.currentThread(), value);
        }
    }
}
