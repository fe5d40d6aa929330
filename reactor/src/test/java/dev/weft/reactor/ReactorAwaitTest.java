package dev.weft.reactor;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.reactor.ReactorBackend.await;
import static dev.weft.reactor.ReactorBackend.iterate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AwaitOnEventLoop;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.awaitlet.NotAwaitable;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.PublisherProbe;

/** Monos and fluxes awaited by blocking-style code. */
@Timeout(20)
class ReactorAwaitTest {
    @Test
    @Spec("AW-1")
    void theValueOfAMonoIsAwaited() throws Exception {
        var delay = Mono.delay(Duration.ofMillis(1)).map(_ -> "later");

        assertThat(Soon.value(async(() -> await(delay)))).isEqualTo("later");
    }

    @Test
    @Spec("AW-12")
    void anEmptyMonoIsNullOrAnEmptyOptional() throws Exception {
        assertThat(Soon.value(async(() -> await(Mono.<String>empty())))).isNull();
        assertThat(Soon.value(async(() -> await(Mono.<String>empty().singleOptional()))))
                .isEqualTo(Optional.empty());
    }

    @Test
    @Spec("AW-9")
    void theFailureOfAMonoCrossesAsTheSameInstance() throws Exception {
        var failure = new IOException("broken");

        var caught = async(() -> {
            try {
                return await(Mono.error(failure));
            } catch (Exception thrown) {
                return thrown;
            }
        });

        assertThat(Soon.value(caught)).isSameAs(failure);
    }

    @Test
    @Spec("AW-24")
    void theElementOfAFluxIsAwaitedAndTheRestCancelled() throws Exception {
        var cancelled = new CompletableFuture<String>();
        var flux = Flux.<String>create(
                sink -> sink.onCancel(() -> cancelled.complete("cancelled")).next("first"));

        assertThat(Soon.value(async(() -> await(flux)))).isEqualTo("first");
        assertThat(Soon.value(cancelled)).isEqualTo("cancelled");
    }

    @Test
    @Spec("AW-12")
    void aFluxWithoutAnElementAndNullCannotBeAwaited() throws Exception {
        var found = Soon.value(async(() -> List.of(
                failure(() -> await(Flux.empty())),
                failure(() -> await(ReactorAwaitTest.<Mono<String>>missing())),
                failure(() -> await(ReactorAwaitTest.<Flux<String>>missing())))));

        assertThat(found)
                .hasSize(3)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(NotAwaitable.class).hasMessageStartingWith("[ER-106]"));
    }

    @Test
    @Spec("AW-24")
    void aFluxIsReadElementByElementAndCancelledAtTheEndOfTheBlock() throws Exception {
        var emitted = new AtomicInteger();
        var cancelled = new CompletableFuture<String>();
        var flux = Flux.range(1, 1_000)
                .doOnNext(_ -> emitted.incrementAndGet())
                .doOnCancel(() -> cancelled.complete("cancelled"))
                .subscribeOn(Schedulers.parallel());

        var read = async(() -> {
            var seen = new ArrayList<Integer>();
            try (var elements = iterate(flux, 4)) {
                while (seen.size() < 3 && elements.hasNext()) {
                    seen.add(elements.next());
                }
            }
            return seen;
        });

        assertThat(Soon.value(read)).containsExactly(1, 2, 3);
        assertThat(Soon.value(cancelled)).isEqualTo("cancelled");
        assertThat(emitted).as("elements under way at once: 4").hasValueLessThanOrEqualTo(3 + 4);
    }

    @Test
    @Spec("AW-15")
    void cancellingTheAwaitletCancelsTheSubscription() throws Exception {
        var probe = PublisherProbe.<String>of(Mono.never());
        var result = async(() -> await(probe.mono()));
        Soon.holds(probe::wasSubscribed, "nothing is subscribed to");

        result.cancel(true);

        Soon.holds(probe::wasCancelled, "the subscription goes on");
    }

    @Test
    @Spec({"SC-9", "SC-19"})
    void inACancelledScopeNothingIsSubscribedTo() throws Exception {
        var probe = PublisherProbe.<String>of(Mono.just("never seen"));

        var caught = async(() -> {
            var scope = CancelScope.create();
            scope.run(() -> {
                scope.cancel("enough");
                var _ = await(probe.mono());
            });
            return scope.cancelledCaught();
        });

        assertThat(Soon.value(caught)).isTrue();
        probe.assertWasNotSubscribed();
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletNothingIsSubscribedTo() {
        var probe = PublisherProbe.<String>of(Mono.just("never seen"));

        assertThatThrownBy(() -> await(probe.mono())).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> await(probe.flux())).isInstanceOf(NoAwaitletContext.class);
        probe.assertWasNotSubscribed();
    }

    @Test
    @Spec("AW-5")
    void anAwaitOnAThreadThatMustNotBlockIsRefusedAtOnce() throws Exception {
        var probe = PublisherProbe.<String>of(Mono.never());
        var refused = Mono.fromCallable(() -> List.of(
                        failure(() -> await(probe.mono())),
                        failure(() -> await(probe.flux())),
                        failure(() -> Awaitlets.await(new CompletableFuture<>()))))
                .subscribeOn(Schedulers.parallel());

        assertThat(Soon.value(refused.toFuture()))
                .hasSize(3)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(AwaitOnEventLoop.class).hasMessageStartingWith("[ER-102]"));
        probe.assertWasNotSubscribed();
    }

    @Test
    @Spec("AW-7")
    void codeOfTheAwaitedMonoIsNoAwaitlet() throws Exception {
        var inner = Mono.delay(Duration.ofMillis(1)).map(_ -> failure(() -> await(Mono.just("x"))));

        assertThat(Soon.value(async(() -> await(inner)))).isInstanceOf(AwaitOnEventLoop.class);
    }

    private static Throwable failure(Callable<?> code) {
        try {
            return new AssertionError("no failure, but " + code.call());
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /** What a caller outside null-marked code may pass. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <P> P missing() {
        return null;
    }
}
