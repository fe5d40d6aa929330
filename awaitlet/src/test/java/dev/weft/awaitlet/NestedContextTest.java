package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an awaitlet hands down to the awaitlets that it starts. */
@Timeout(20)
class NestedContextTest {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    @Test
    @Spec({"AW-8", "AW-19"})
    void anAwaitletHandsItsContextDownAtAnyDepth() throws Exception {
        var carrying = AsyncOptions.defaults().carrying(ContextCarrier.of(REQUEST));

        var seen = ScopedValue.where(REQUEST, "r1")
                .call(() -> async(carrying, () -> await(async(() -> await(async(() -> REQUEST.get()))))));

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("r1");
    }

    @Test
    @Spec("AW-19")
    void aBindingMadeInsideIsTheOneHandedDown() throws Exception {
        var carrying = AsyncOptions.defaults().carrying(ContextCarrier.of(REQUEST));

        var seen = async(carrying, () -> ScopedValue.where(REQUEST, "inner").call(() -> await(async(REQUEST::get))));

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("inner");
    }

    @Test
    @Spec("SC-16")
    void deadlinesOfANestedAwaitletAreReadFromTheSameClock() throws Exception {
        var clock = new VirtualTime();
        var never = new CompletableFuture<String>();
        var started = new CompletableFuture<String>();
        var result = async(
                AsyncOptions.defaults().timedBy(clock),
                () -> await(async(() -> {
                    var scope = CancelScope.create().deadlineAfter(Duration.ofHours(1));
                    scope.run(() -> {
                        started.complete("the deadline is set");
                        var _ = await(never);
                    });
                    return scope.cancelledCaught();
                })));
        assertThat(started.get(10, TimeUnit.SECONDS)).isNotNull();

        clock.advance(Duration.ofHours(1));

        assertThat(result.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Spec({"AW-3", "AW-19"})
    void aNameAndARequiredAwaitAreNotHandedDown() throws Exception {
        var result = async(
                AsyncOptions.defaults().named("outer").requireAwaitToOccur(),
                () -> await(async(() -> Awaitlets.require("the nested body").name())));

        assertThat(result.get(10, TimeUnit.SECONDS)).startsWith("awaitlet-");
    }

    @Test
    @Spec({"SC-25", "AT-92"})
    void codeOnAWorkerThreadSeesTheContext() throws Exception {
        var carrying = AsyncOptions.defaults().carrying(ContextCarrier.of(REQUEST));

        try (var workers = Workers.create("context", 1)) {
            var seen = ScopedValue.where(REQUEST, "r1")
                    .call(() -> async(carrying, () -> workers.run(_ -> {}, REQUEST::get)));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("r1");
        }
    }
}
