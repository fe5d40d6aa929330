package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures of cleanup behind a cancel: they are found where the cancel is found. */
@Spec("AW-10")
@Timeout(20)
class CleanupFailureTest {
    @Test
    void aScopeThatAbsorbsACancelKeepsWhatFailedBehindIt() throws Exception {
        var broken = new IllegalStateException("close failed");
        var scope = CancelScope.create();
        var result = async(() -> scope.run(() -> {
            scope.cancel("enough");
            try (AutoCloseable _ = () -> {
                throw broken;
            }) {
                checkpoint();
            }
        }));

        var _ = result.get(10, TimeUnit.SECONDS);

        assertThat(scope.caught())
                .hasValueSatisfying(cancel -> assertThat(cancel.getSuppressed()).contains(broken));
    }

    @Test
    void aScopeThatAbsorbsNothingHasNothingCaught() throws Exception {
        var scope = CancelScope.create();

        var _ = async(() -> scope.run(() -> {})).get(10, TimeUnit.SECONDS);

        assertThat(scope.caught()).isEmpty();
    }

    @Test
    void aFutureThatDidNotWaitForTheEndStillGetsTheFailure() throws Exception {
        var broken = new IllegalStateException("cleanup failed");
        var never = new CompletableFuture<String>();
        var result = async(() -> {
            try {
                return await(never);
            } catch (Cancelled cancelled) {
                throw broken;
            }
        });
        Soon.awaited(never);

        result.cancel(true);

        var seen = new CompletableFuture<@Nullable Throwable>();
        var _ = result.whenComplete((_, failure) -> seen.complete(failure));
        var failure = seen.get(10, TimeUnit.SECONDS);
        Soon.holds(() -> failure != null && failure.getSuppressed().length == 1, "the failure of the cleanup is lost");
        assertThat(failure).hasSuppressedException(broken);
    }
}
