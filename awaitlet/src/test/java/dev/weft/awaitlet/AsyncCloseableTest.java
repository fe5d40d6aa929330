package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-24")
class AsyncCloseableTest {
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final AsyncCloseable resource = () -> {
        asked.complete(null);
        return closed;
    };

    @Test
    void leavingTheBlockWaitsUntilTheResourceIsClosed() throws Exception {
        var result = async(() -> {
            try (var _ = resource) {
                return "used";
            }
        });
        Soon.awaited(closed);
        assertThat(result).isNotDone();

        closed.complete(null);

        assertThat(Soon.value(result)).isEqualTo("used");
    }

    @Test
    @Spec({"AW-14", "SC-12"})
    void aCancelledBlockClosesItsResourceAllTheSame() throws Exception {
        var never = new CompletableFuture<String>();
        var result = async(() -> {
            try (var _ = resource) {
                return await(never);
            }
        });
        Soon.awaited(never);

        result.requestCancel(CancelReason.requested("enough"));
        Soon.awaited(closed);
        assertThat(result).isNotDone();
        closed.complete(null);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec("AW-10")
    void aFailureToCloseIsSuppressedByTheFailureOfTheBlock() throws Exception {
        var failure = new IOException("of the block");
        var closing = new IOException("while closing");
        closed.completeExceptionally(closing);

        assertThat(Soon.failure(async(() -> {
                    try (var _ = resource) {
                        throw failure;
                    }
                })))
                .isSameAs(failure)
                .hasSuppressedException(closing);
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletClosingIsAskedForAndNotWaitedFor() {
        assertThatThrownBy(resource::close).isInstanceOf(NoAwaitletContext.class);
        assertThat(asked).isCompleted();
        assertThat(closed).isNotDone();
    }
}
