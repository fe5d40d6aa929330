package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The eight tests of awaitlet, the Python library, said in Java. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-30")
class UpstreamAwaitletTest {
    private static final ScopedValue<Integer> NUMBER = ScopedValue.newInstance();

    @Test
    void twoAwaitsAreSummed() throws Exception {
        assertThat(Soon.value(async(() -> await(later(1)) + await(later(2))))).isEqualTo(3);
    }

    @Test
    void anErrorOfAsyncCodeCrosses() throws Exception {
        var failure = new IOException("async");

        assertThat(Soon.failure(async(() -> await(CompletableFuture.failedFuture(failure)))))
                .isSameAs(failure);
    }

    @Test
    void anErrorOfBlockingCodeCrosses() throws Exception {
        var failure = new IOException("blocking");

        assertThat(Soon.failure(async(() -> {
                    var _ = await(later(1));
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void aCancelReachesTheBlockingFrameAndItsCleanUp() throws Exception {
        var never = new CompletableFuture<String>();
        var cleaned = new CountDownLatch(1);
        var result = async(() -> {
            try {
                return await(never);
            } finally {
                cleaned.countDown();
            }
        });
        Soon.awaited(never);

        result.cancel(true);

        Soon.open(cleaned);
        assertThat(result).isCancelled();
    }

    @Test
    void awaitOutsideAContextFailsAndDisposesOfItsSource() {
        var source = new CompletableFuture<String>();

        assertThatThrownBy(() -> await(source)).isInstanceOf(NoAwaitletContext.class);
        assertThat(source).isCancelled();
    }

    @Test
    void awaitInsideTheAwaitedCodeFails() throws Exception {
        var start = new CompletableFuture<String>();
        var result = async(() -> await(start.thenApply(_ -> await(later(1)))));
        Soon.suspended(result); // else the awaitlet may still be adding the callback, and call it itself

        start.complete("go");

        assertThat(Soon.failure(result)).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    void fiveHundredTasksKeepTheirContext() throws Exception {
        var carrying = AsyncOptions.defaults().carrying(ContextCarrier.of(NUMBER));
        var gate = new CompletableFuture<Integer>();
        var results = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 500; i++) {
            results.add(ScopedValue.where(NUMBER, i)
                    .call(() -> async(carrying, () -> await(gate) + await(later(0)) + NUMBER.get())));
        }

        gate.complete(0);

        for (var i = 0; i < results.size(); i++) {
            assertThat(Soon.value(results.get(i))).isEqualTo(i);
        }
    }

    @Test
    void aRequiredAwaitIsEnforced() throws Exception {
        assertThat(Soon.failure(async(AsyncOptions.defaults().requireAwaitToOccur(), () -> 1)))
                .isInstanceOf(NoAwaitOccurred.class);
    }

    private static CompletableFuture<Integer> later(int value) {
        return CompletableFuture.supplyAsync(() -> value);
    }
}
