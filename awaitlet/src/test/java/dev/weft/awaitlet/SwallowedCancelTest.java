package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.blocking;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that catches what it should let pass: it meets the cancel again at every checkpoint until its scope ends. */
@Timeout(20)
class SwallowedCancelTest {
    private final CancelScope scope = CancelScope.create();

    @Test
    @Spec({"SC-9", "AT-41"})
    void aSwallowedCancelIsRaisedAgainAtEveryCheckpoint() {
        var met = new AtomicInteger();
        resultOf(async(() -> scope.run(() -> {
            scope.cancel("stop");
            count(met, Awaitlets::checkpoint);
            count(met, () -> await(new CompletableFuture<>()));
            count(met, () -> await(CompletableFuture.completedFuture("at hand")));
            count(met, () -> await(async(() -> "another awaitlet")));
            count(met, () -> blocking(_ -> {}, () -> "never run"));
        })));

        assertThat(met).hasValue(5);
        assertThat(scope.cancelledCaught()).as("the body ended by itself").isFalse();
    }

    private static void count(AtomicInteger met, Action checkpoint) throws Exception {
        try {
            checkpoint.run();
        } catch (Cancelled _) {
            met.incrementAndGet();
        }
    }

    @Test
    @Spec("SC-9")
    void aSwallowedCancelIsRaisedAgainInScopesEnteredLater() {
        var met = new AtomicInteger();
        resultOf(async(() -> scope.run(() -> {
            scope.cancel("stop");
            count(met, Awaitlets::checkpoint);
            count(met, () -> CancelScope.create().run(Awaitlets::checkpoint));
        })));

        assertThat(met).hasValue(2);
    }

    @Test
    @Spec({"R-17", "SC-9"})
    void codeThatCatchesExceptionAndRetriesEndsWithinTwoCheckpoints() {
        var inside = new CompletableFuture<Void>();
        var database = new CompletableFuture<String>();
        var checkpoints = new AtomicInteger();
        var result = async(() -> scope.call(() -> new Retrying(2, checkpoints).query(() -> {
            inside.complete(null);
            return await(database);
        })));
        resultOf(inside);

        scope.cancel("stop");

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(checkpoints).as("checkpoints met after the cancel").hasValue(2);
    }

    @Test
    @Spec({"R-17", "SC-14"})
    void retryingCodeEndsAsACancelledAwaitletToo() {
        var inside = new CompletableFuture<Void>();
        var checkpoints = new AtomicInteger();
        var result = async(() -> new Retrying(2, checkpoints).query(() -> {
            inside.complete(null);
            return await(new CompletableFuture<String>());
        }));
        resultOf(inside);

        result.requestCancel(CancelReason.requested("stop"));

        assertThat(failureOf(result)).isInstanceOf(Cancelled.class);
        assertThat(checkpoints).hasValue(2);
    }

    /** Blocking code of the usual kind: it takes every exception for a lost connection, and tries once more. */
    private record Retrying(int attempts, AtomicInteger checkpoints) {
        String query(Callable<String> statement) throws IOException {
            Exception last = new IllegalStateException("not tried");
            for (var attempt = 0; attempt < attempts; attempt++) {
                try {
                    return statement.call();
                } catch (Exception failure) {
                    checkpoints.incrementAndGet();
                    last = failure;
                }
            }
            throw new IOException("gave up after " + attempts + " attempts", last);
        }
    }

    @Test
    @Spec({"SC-9", "SC-16"})
    void everyRaisedCancelTellsTheSameReason() {
        var first = new AtomicReference<@Nullable CancelReason>();
        var second = new AtomicReference<@Nullable CancelReason>();
        resultOf(async(() -> scope.run(() -> {
            scope.cancel("stop");
            try {
                checkpoint();
            } catch (Cancelled cancelled) {
                first.set(cancelled.reason());
            }
            scope.cancel("again");
            try {
                checkpoint();
            } catch (Cancelled cancelled) {
                second.set(cancelled.reason());
            }
        })));

        assertThat(first.get()).isEqualTo(CancelReason.requested("stop"));
        assertThat(second.get()).isEqualTo(first.get());
    }
}
