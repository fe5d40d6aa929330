package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-22")
class InterruptTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @Test
    void anInterruptOfAnAwaitCancelsTheAwaitlet() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var result = async(() -> {
            thread.complete(Thread.currentThread());
            return await(never);
        });
        Soon.awaited(never);

        Soon.value(thread).interrupt();

        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
        assertThat(never).isCancelled();
    }

    @Test
    void theFlagIsThereAgainForTheCodeOutsideTheAwait() throws Exception {
        var result = async(() -> {
            Thread.currentThread().interrupt();
            try {
                return await(never) + "not reached";
            } catch (Cancelled cancelled) {
                return "interrupted: " + Thread.currentThread().isInterrupted();
            }
        });

        assertThat(Soon.value(result)).isEqualTo("interrupted: true");
    }

    @Test
    void everyLaterAwaitIsCancelledToo() throws Exception {
        var result = async(() -> {
            Thread.currentThread().interrupt();
            try {
                return await(never);
            } catch (Cancelled cancelled) {
                return await(new CompletableFuture<String>());
            }
        });

        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
    }

    @Test
    void anInterruptIsSeenWhereNothingHasToBeWaitedFor() throws Exception {
        var result = async(() -> {
            Thread.currentThread().interrupt();
            return await(CompletableFuture.completedFuture("ready"));
        });

        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
    }

    @Test
    void anInterruptIsSeenAtACheckpoint() throws Exception {
        var result = async(() -> {
            Thread.currentThread().interrupt();
            Awaitlets.checkpoint();
        });

        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
    }

    @Test
    void shieldedCleanUpIsNotDisturbed() throws Exception {
        var cleanUp = new CompletableFuture<String>();
        var said = new CompletableFuture<String>();
        var result = async(() -> {
            try {
                Thread.currentThread().interrupt();
                return await(never);
            } finally {
                said.complete(CancelScope.shielded(Duration.ofSeconds(10), () -> await(cleanUp))
                        + Thread.currentThread().isInterrupted());
            }
        });
        Soon.awaited(cleanUp);

        cleanUp.complete("rolled back: ");

        assertThat(Soon.value(said)).isEqualTo("rolled back: true");
        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
    }

    @Test
    void anInterruptOfBlockingCodeIsTheBusinessOfThatCodeAndACancelAfterwards() throws Exception {
        var answered = new CompletableFuture<String>();
        var result = async(() -> {
            answered.complete(Awaitlets.blocking(_ -> {}, () -> {
                Thread.currentThread().interrupt();
                return "a result all the same";
            }));
            return await(never);
        });

        assertThat(Soon.value(answered)).isEqualTo("a result all the same");
        assertThat(Soon.failure(result)).isInstanceOfSatisfying(Cancelled.class, InterruptTest::isAnInterrupt);
    }

    @Test
    void aCancelInterruptsNoCodeThatRuns() throws Exception {
        var gate = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        var ended = new CompletableFuture<String>();
        var result = async(() -> {
            blocked.countDown();
            Soon.holds(() -> gate.getCount() == 0, "the gate is still closed");
            ended.complete("interrupted: " + Thread.currentThread().isInterrupted());
        });
        Soon.open(blocked);

        result.cancel(true);
        gate.countDown();

        assertThat(Soon.value(ended)).isEqualTo("interrupted: false");
    }

    @Test
    void anInterruptOfOneAwaitletLeavesTheOneThatDoesNotWaitForItAlone() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var other = new CompletableFuture<String>();
        var interrupted = async(() -> {
            thread.complete(Thread.currentThread());
            return await(never);
        });
        var undisturbed = async(() -> await(other));
        Soon.awaited(never);
        Soon.awaited(other);

        Soon.value(thread).interrupt();

        assertThat(Soon.failure(interrupted)).isInstanceOf(Cancelled.class);
        assertThat(undisturbed).isNotDone();
        other.complete("undisturbed");
        assertThat(Soon.value(undisturbed)).isEqualTo("undisturbed");
    }

    private static void isAnInterrupt(Cancelled cancelled) {
        assertThat(cancelled.reason().kind()).isEqualTo(Kind.INTERRUPTED);
    }
}
