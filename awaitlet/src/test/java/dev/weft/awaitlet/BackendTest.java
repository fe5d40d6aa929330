package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.Backend;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an async world gives to the awaitlets that are started in it. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class BackendTest {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    private final VirtualTime clock = new VirtualTime();
    private final ContextCarrier carrier = ContextCarrier.of(REQUEST);

    @Test
    @Spec("AW-26")
    void aResultIsDeliveredByTheExecutorOfTheWorld() throws Exception {
        try (var loop = new EventLoop()) {
            var gate = new CompletableFuture<String>();
            var deliveredBy = async(on(loop::execute), () -> await(gate))
                    .thenApply(_ -> Thread.currentThread().getName());

            gate.complete("go");

            assertThat(Soon.value(deliveredBy)).isEqualTo("test-event-loop");
        }
    }

    @Test
    @Spec("AW-26")
    void aFailureIsDeliveredByTheExecutorOfTheWorld() throws Exception {
        try (var loop = new EventLoop()) {
            var gate = new CompletableFuture<String>();
            var deliveredBy = async(on(loop::execute), () -> await(gate))
                    .exceptionally(failure -> failure.getMessage() + " on "
                            + Thread.currentThread().getName());

            gate.completeExceptionally(new IllegalStateException("broken"));

            assertThat(Soon.value(deliveredBy)).isEqualTo("broken on test-event-loop");
        }
    }

    @Test
    @Spec("AW-26")
    void theExecutorIsAskedForWhereTheAwaitletStarts() throws Exception {
        var asked = new ConcurrentLinkedQueue<Thread>();
        var world = new Scripted(Runnable::run, asked);

        assertThat(Soon.value(async(AsyncOptions.defaults().on(world), () -> "done")))
                .isEqualTo("done");

        assertThat(asked).containsExactly(Thread.currentThread());
    }

    @Test
    @Spec("AW-26")
    void aResultIsDeliveredOnTheThreadOfItsAwaitletUnlessAWorldIsChosen() throws Exception {
        var gate = new CompletableFuture<String>();
        var threads = async(() -> {
                    var _ = await(gate);
                    return Thread.currentThread();
                })
                .thenApply(own -> List.of(own, Thread.currentThread()));

        gate.complete("go");

        assertThat(Soon.value(threads).stream().distinct()).hasSize(1);
    }

    @Test
    @Spec({"AW-8", "AW-26"})
    void aNestedAwaitletIsInTheSameWorld() throws Exception {
        var delivered = new ConcurrentLinkedQueue<Runnable>();
        var result = async(
                on(task -> {
                    delivered.add(task);
                    task.run();
                }),
                () -> await(async(() -> await(async(() -> "from below")))));

        assertThat(Soon.value(result)).isEqualTo("from below");
        assertThat(delivered).as("deliveries of three awaitlets").hasSize(3);
    }

    @Test
    @Spec("AW-26")
    void aResultIsNotLostWhenTheWorldHasBeenShutDown() throws Exception {
        Executor shutDown = _ -> {
            throw new RejectedExecutionException("the world has ended");
        };
        var gate = new CompletableFuture<String>();
        var value = async(on(shutDown), () -> await(gate))
                .thenApply(found -> found + " on a virtual thread: "
                        + Thread.currentThread().isVirtual());
        var failure = new IllegalStateException("the body's own");

        gate.complete("found");

        assertThat(Soon.value(value)).isEqualTo("found on a virtual thread: true");
        assertThat(Soon.failure(async(on(shutDown), () -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    @Spec("AW-26")
    void aResultIsNotLostWhenTheExecutorBreaks() throws Exception {
        var seen = new CompletableFuture<Throwable>();
        var broken = new IllegalStateException("no executor any more");
        var result = async(
                on(_ -> {
                    throw broken;
                }),
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> seen.complete(failure));
                    return "kept";
                });

        assertThat(Soon.value(result)).isEqualTo("kept");
        assertThat(Soon.value(seen)).isSameAs(broken);
    }

    @Test
    @Spec({"AW-15", "AW-26"})
    void aCancelledFutureWaitsForNoDelivery() throws Exception {
        var delivered = new CompletableFuture<Runnable>();
        var never = new CompletableFuture<String>();
        var result = async(on(delivered::complete), () -> await(never));
        Soon.awaited(never);

        result.cancel(true);

        assertThat(result).isCancelled();
        Soon.holds(never::isCancelled, "the awaited stage goes on");
        Soon.value(delivered).run();
        assertThat(result).isCancelled();
    }

    @Test
    @Spec("AW-18")
    void theContextOfTheWorldIsCarriedIntoEveryAwaitletOfIt() throws Exception {
        var seen = ScopedValue.where(REQUEST, "r1")
                .call(() -> async(on(Runnable::run), () -> REQUEST.get() + await(async(() -> REQUEST.get()))));

        assertThat(Soon.value(seen)).isEqualTo("r1r1");
    }

    @Test
    @Spec("AW-19")
    void aWorldChosenTwiceCarriesItsContextOnce() {
        var world = new Scripted(Runnable::run, new ConcurrentLinkedQueue<>());

        assertThat(AsyncOptions.defaults().on(world).on(world).carriers()).containsExactly(carrier);
    }

    @Test
    @Spec("SC-16")
    void deadlinesAreReadFromTheClockOfTheWorld() throws Exception {
        var never = new CompletableFuture<String>();
        var result = async(on(Runnable::run), () -> CancelScope.moveOnAfter(Duration.ofHours(1), () -> await(never)));
        Soon.awaited(never);

        clock.advance(Duration.ofHours(1));

        assertThat(Soon.value(result)).isEmpty();
    }

    private AsyncOptions on(Executor delivery) {
        return AsyncOptions.defaults().on(new Scripted(delivery, new ConcurrentLinkedQueue<>()));
    }

    /** A world that notes who asks for its executor. */
    private final class Scripted implements Backend {
        private final Executor delivery;
        private final ConcurrentLinkedQueue<Thread> asked;

        Scripted(Executor delivery, ConcurrentLinkedQueue<Thread> asked) {
            this.delivery = delivery;
            this.asked = asked;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Executor delivery() {
            asked.add(Thread.currentThread());
            return delivery;
        }

        @Override
        public List<ContextCarrier> carriers() {
            return List.of(carrier);
        }

        @Override
        public TimeSource time() {
            return clock;
        }
    }
}
