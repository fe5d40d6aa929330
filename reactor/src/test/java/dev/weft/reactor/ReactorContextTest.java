package dev.weft.reactor;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.reactor.ReactorBackend.await;
import static dev.weft.reactor.ReactorBackend.currentContext;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Workers;
import dev.weft.spec.Spec;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Reactor's context, in both directions of the bridge. */
@Timeout(30)
class ReactorContextTest {
    private static final String KEY = "weft.test.reactor";
    private static final ThreadLocal<@Nullable String> LABEL = new ThreadLocal<>();

    private final ReactorBackend reactor = ReactorBackend.create();

    @AfterEach
    void forgetTheLabel() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
        LABEL.remove();
    }

    @Test
    @Spec("AW-18")
    void theContextOfTheSubscriptionIsReadInsideTheAwaitlet() {
        var mono = reactor.async(() -> currentContext().get("request")).contextWrite(Context.of("request", "r1"));

        StepVerifier.create(mono).expectNext("r1").expectComplete().verify(Soon.LIMIT);
    }

    @Test
    @Spec("AW-18")
    void theContextIsSeenByAnAwaitedMonoAndAnAwaitedFlux() {
        Mono<String> read = Mono.deferContextual(context -> Mono.just(context.get("request")));
        var mono = reactor.async(() -> await(read) + await(Flux.from(read))).contextWrite(Context.of("request", "r1"));

        StepVerifier.create(mono).expectNext("r1r1").expectComplete().verify(Soon.LIMIT);
    }

    @Test
    @Spec({"AW-8", "AW-18"})
    void theContextIsHandedDownToNestedAwaitletsAndToWorkers() {
        try (var workers = Workers.create("reactor-context", 1)) {
            var mono = reactor.async(() -> await(async(() -> await(async(ReactorContextTest::request))))
                            + workers.run(_ -> {}, ReactorContextTest::request))
                    .contextWrite(Context.of("request", "r1"));

            StepVerifier.create(mono).expectNext("r1r1").expectComplete().verify(Soon.LIMIT);
        }
    }

    @Test
    @Spec("AW-18")
    void eachSubscriptionHasItsOwnContext() {
        var mono = reactor.async(ReactorContextTest::request);

        StepVerifier.create(mono.contextWrite(Context.of("request", "r1")))
                .expectNext("r1")
                .expectComplete()
                .verify(Soon.LIMIT);
        StepVerifier.create(mono.contextWrite(Context.of("request", "r2")))
                .expectNext("r2")
                .expectComplete()
                .verify(Soon.LIMIT);
    }

    @Test
    void outsideAnAwaitletTheContextIsEmpty() throws Exception {
        assertThat(currentContext().isEmpty()).isTrue();
        assertThat(Soon.value(async(() -> currentContext().isEmpty()))).isTrue();
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void aThreadLocalThatReactorsContextHasAValueForIsSetInTheAwaitlet() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, LABEL::get, LABEL::set, LABEL::remove);
        var mono = reactor.async(LABEL::get).contextWrite(Context.of(KEY, "l1"));

        StepVerifier.create(mono).expectNext("l1").expectComplete().verify(Soon.LIMIT);
        assertThat(LABEL.get()).isNull();
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void aThreadLocalSetInTheAwaitletIsInTheContextOfAnAwaitedMono() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, LABEL::get, LABEL::set, LABEL::remove);
        Mono<String> read = Mono.deferContextual(context -> Mono.just(context.get(KEY)));
        var mono = reactor.async(() -> {
                    LABEL.set("inner");
                    return Objects.requireNonNull(await(read));
                })
                .contextWrite(Context.of(KEY, "outer"));

        StepVerifier.create(mono).expectNext("inner").expectComplete().verify(Soon.LIMIT);
    }

    /** 500 tasks, each of which crosses the bridge several times in both directions, and none sees another's value. */
    @Test
    @Spec({"AW-18", "R-25", "PF-37"})
    void fiveHundredInterleavedTasksKeepTheirOwnValuesBothWays() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, LABEL::get, LABEL::set, LABEL::remove);
        var gate = new CompletableFuture<String>();
        var tasks = 500;
        var checked = Flux.range(0, tasks)
                .flatMap(
                        number -> {
                            if (number == tasks - 1) {
                                gate.complete("all have started");
                            }
                            return task(gate)
                                    .contextWrite(Context.of("request", "r" + number, KEY, "l" + number))
                                    .map(found -> found.equals("r%d l%d, r%d l%d+, r%d l%d+"
                                            .formatted(number, number, number, number, number, number)));
                        },
                        tasks)
                .filter(right -> right)
                .count();

        StepVerifier.create(checked).expectNext((long) tasks).expectComplete().verify(Duration.ofSeconds(20));
        assertThat(LABEL.get()).isNull();
    }

    private Mono<String> task(CompletableFuture<String> gate) {
        Mono<String> asyncSide = Mono.delay(Duration.ofMillis(1))
                .flatMap(_ ->
                        Mono.deferContextual(context -> Mono.just(context.get("request") + " " + context.get(KEY))));
        return reactor.async(() -> {
            var _ = await(gate);
            var inside = request() + " " + LABEL.get();
            LABEL.set(LABEL.get() + "+");
            var awaited = await(asyncSide);
            return inside + ", " + awaited + ", " + await(async(ReactorContextTest::request)) + " " + LABEL.get();
        });
    }

    private static String request() {
        return currentContext().get("request");
    }
}
