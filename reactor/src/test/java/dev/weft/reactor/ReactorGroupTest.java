package dev.weft.reactor;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Task groups in Reactor's world. */
@Timeout(20)
class ReactorGroupTest {
    private final ReactorBackend reactor = ReactorBackend.create();

    @Test
    @Spec({"AW-15", "SC-14", "AT-23"})
    void cancellingTheSubscriptionOfTheHostEndsItsGroupOnce() throws Exception {
        var started = new CountDownLatch(3);
        var ended = new AtomicInteger();
        var left = new CompletableFuture<Cancelled>();
        var subscription = reactor.async(() -> {
                    try {
                        TaskGroup.run(group -> {
                            for (var task = 0; task < 3; task++) {
                                group.fork(() -> waitForEver(started, ended));
                            }
                        });
                    } catch (Cancelled cancelled) {
                        left.complete(cancelled);
                        throw cancelled;
                    }
                })
                .subscribe();
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        subscription.dispose();

        assertThat(Soon.value(left)).hasMessageContaining("the subscription was cancelled");
        assertThat(ended).hasValue(3);
        Soon.holds(() -> Awaitlets.live().isEmpty(), "awaitlets go on");
    }

    @Test
    @Spec({"SC-1", "AW-18"})
    void theTasksOfAGroupSeeTheContextOfTheHost() {
        Mono<String> read = Mono.deferContextual(context -> Mono.just(context.get("request")));
        var mono = reactor.async(() -> TaskGroup.call(group -> {
                    var first = group.fork(() -> ReactorBackend.await(read));
                    var second = group.fork(() -> ReactorBackend.await(read));
                    return first.await() + " " + second.await();
                }))
                .contextWrite(Context.of("request", "r1"));

        StepVerifier.create(mono).expectNext("r1 r1").expectComplete().verify(Soon.LIMIT);
    }

    private static void waitForEver(CountDownLatch started, AtomicInteger ended) {
        started.countDown();
        try {
            await(new CompletableFuture<Void>());
        } finally {
            ended.incrementAndGet();
        }
    }
}
