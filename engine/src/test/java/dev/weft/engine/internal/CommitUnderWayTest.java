package dev.weft.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.spec.Spec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A commit whose driver answers as the test says, in a time that the test says. */
@Timeout(20)
@Spec({"EN-29", "PF-31"})
class CommitUnderWayTest {
    private static final CancelReason ENOUGH = CancelReason.requested("enough");

    private final VirtualTime time = new VirtualTime();
    private final EngineOptions options =
            EngineOptions.defaults().withTime(time).withCloseTimeout(Duration.ofSeconds(5));
    private final CompletableFuture<CancelReason> told = new CompletableFuture<>();
    private final WorkFuture<@Nullable Void> answer = new WorkFuture<>(told::complete);
    private final CompletableFuture<@Nullable Void> aborted = new CompletableFuture<>();
    private final WorkFuture<@Nullable Void> commit =
            CommitUnderWay.start("engine", options, connection(), () -> answer);

    @Test
    void aCancelIsNotToldToTheDriver() {
        commit.requestCancel(ENOUGH);

        assertThat(told).isNotDone();
        assertThat(commit).isNotDone();
    }

    @Test
    void anAnswerAfterTheCancelCounts() throws Exception {
        commit.requestCancel(ENOUGH);
        time.advance(Duration.ofSeconds(4));
        answer.complete(null);

        assertThat(commit.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(time.timers()).as("timers left").isZero();
        assertThat(aborted).isNotDone();
    }

    @Test
    void aRefusalAfterTheCancelCounts() {
        commit.requestCancel(ENOUGH);
        var refusal = new IllegalStateException("a deferred constraint");
        answer.completeExceptionally(refusal);

        assertThatThrownBy(() -> commit.get(10, TimeUnit.SECONDS)).hasCause(refusal);
    }

    @Test
    void withoutAnAnswerTheConnectionIsCutOffAndTheOutcomeUnknown() {
        commit.requestCancel(ENOUGH);
        commit.requestCancel(CancelReason.requested("again"));
        time.advance(Duration.ofSeconds(5));

        assertUnknown();
        assertThat(aborted).isDone();
    }

    @Test
    void withoutACancelNothingIsCutOff() {
        time.advance(Duration.ofDays(1));

        assertThat(time.timers()).isZero();
        assertThat(aborted).isNotDone();
        assertThat(commit).isNotDone();
    }

    private void assertUnknown() {
        assertThatThrownBy(() -> commit.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CommitOutcomeUnknown.class)
                .cause()
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason()).isEqualTo(ENOUGH));
    }

    /** One that fails what runs once it is cut off. */
    private DriverConnection connection() {
        return (DriverConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DriverConnection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "broken" -> {
                            return aborted.isDone();
                        }
                        case "abort" -> {
                            aborted.complete(null);
                            answer.completeExceptionally(new IllegalStateException("cut off"));
                            return null;
                        }
                        default -> throw new AssertionError("a commit under way does not call " + method.getName());
                    }
                });
    }
}
