package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads that come, call and go in any order: no user ever meets a portal that another one has closed. */
@Timeout(60)
@ExtendWith(NoAwaitletLeft.class)
class PortalStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    @Test
    @Spec({"AT-103", "SC-29"})
    void everyUserOfAProviderHasAnOpenPortalAsLongAsItUsesIt() {
        var provider = PortalProvider.create();
        var answered = new AtomicInteger();
        var failed = new ConcurrentLinkedQueue<Throwable>();
        var users = new ArrayList<Thread>();
        for (var number = 0; number < THREADS; number++) {
            users.add(new Thread(() -> {
                for (var round = 0; round < ROUNDS; round++) {
                    try {
                        answered.addAndGet(provider.call(portal -> portal.call(() -> 1)));
                    } catch (Throwable failure) {
                        failed.add(failure);
                    }
                }
            }));
        }

        Race.run(users.toArray(Thread[]::new));

        assertThat(failed).isEmpty();
        assertThat(answered).hasValue(THREADS * ROUNDS);
        assertThat(provider).hasToString("PortalProvider[not in use]");
    }

    @Test
    @Spec({"AT-98", "AT-97", "SC-28"})
    void everyFutureOfAPortalEndsWhateverIsCancelledAndHoweverItIsStopped() {
        var seed = new Random().nextLong();
        System.out.println("PortalStressTest, seed " + seed);
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var calls = new ArrayList<WorkFuture<String>>();
            var reply = new CompletableFuture<String>();
            try (var portal = Portal.open()) {
                for (var number = 0; number < 10; number++) {
                    calls.add(portal.startSoon(() -> await(reply.copy())));
                }
                calls.stream().filter(_ -> random.nextBoolean()).forEach(call -> call.cancel(true));
                if (random.nextBoolean()) {
                    reply.complete("done");
                }
                portal.stop(!reply.isDone());
            }

            assertThat(calls).as("seed %d", seed).allMatch(CompletableFuture::isDone);
            for (var call : calls) {
                if (!call.isCancelled()) {
                    assertThat(resultOf(call)).as("seed %d", seed).isEqualTo("done");
                }
            }
        }
    }
}
