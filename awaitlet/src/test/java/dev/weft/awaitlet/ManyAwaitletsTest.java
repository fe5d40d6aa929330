package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class ManyAwaitletsTest {
    private static final int MANY = 10_000;

    @Test
    @Spec({"AW-1", "AW-2"})
    void tenThousandAwaitletsWaitAtOnceOnFewThreads() throws Exception {
        var before = Thread.getAllStackTraces().keySet(); // idle workers of other tests too, which end later
        var gate = new CompletableFuture<Integer>();
        var results = new ArrayList<WorkFuture<Integer>>();
        for (var i = 0; i < MANY; i++) {
            var number = i;
            results.add(async(() -> await(gate) + number));
        }
        Soon.holds(() -> gate.getNumberOfDependents() == MANY, "not all awaitlets wait");

        assertThat(Awaitlets.live()).hasSizeGreaterThanOrEqualTo(MANY);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .as("platform threads")
                .hasSizeLessThan(40);
        gate.complete(1);

        for (var i = 0; i < MANY; i++) {
            assertThat(Soon.value(results.get(i))).isEqualTo(i + 1);
        }
    }

    @Test
    @Spec({"AW-14", "AW-15"})
    void tenThousandAwaitletsAreCancelledOneByOneOrAnswered() throws Exception {
        var gate = new CompletableFuture<Integer>();
        var results = new ArrayList<WorkFuture<Integer>>();
        for (var i = 0; i < MANY; i++) {
            results.add(async(() -> await(gate.copy())));
        }
        Soon.holds(() -> gate.getNumberOfDependents() == MANY, "not all awaitlets wait");

        for (var i = 0; i < MANY; i += 2) {
            results.get(i).requestCancel(CancelReason.requested("every other one"));
        }
        for (var i = 0; i < MANY; i += 2) {
            assertThat(Soon.failure(results.get(i))).isInstanceOf(Cancelled.class);
        }
        gate.complete(1);

        for (var i = 1; i < MANY; i += 2) {
            assertThat(Soon.value(results.get(i))).isEqualTo(1);
        }
    }
}
