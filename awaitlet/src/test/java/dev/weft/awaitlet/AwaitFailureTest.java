package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class AwaitFailureTest {
    static Throwable[] failures() {
        return new Throwable[] {
            new IllegalStateException("unchecked"),
            new IOException("checked"),
            new AssertionError("an error"),
            new StackOverflowError("an error of the machine"),
            new Throwable("neither"),
            new FrozenFailure()
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Spec("AW-9")
    void theFailureOfAStageIsThrownAsTheSameInstance(Throwable failure) throws Exception {
        var caught = async(() -> {
            try {
                return await(CompletableFuture.failedFuture(failure));
            } catch (Throwable thrown) {
                return thrown;
            }
        });

        assertThat(Soon.value(caught)).isSameAs(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Spec("AW-9")
    void theFailureOfABodyIsTheFailureOfItsFuture(Throwable failure) throws Exception {
        assertThat(Soon.failure(async(() -> {
                    throw Failures.sneak(failure);
                })))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Spec({"AW-9", "AW-8"})
    void aFailureStaysTheSameThroughBothWorldsAndBack(Throwable failure) throws Exception {
        var outer = async(() -> await(async(() -> await(CompletableFuture.<String>supplyAsync(() -> {
                    throw Failures.sneak(failure);
                })))
                .thenApply(value -> value)));

        assertThat(Soon.failure(outer)).isSameAs(failure);
    }

    @Test
    @Spec("AW-9")
    void wrappersOfFuturesArePeeledOff() throws Exception {
        var failure = new IOException("inside");
        var wrapped = new CompletionException(new ExecutionException(new CompletionException(failure)));

        assertThat(Soon.failure(async(() -> await(CompletableFuture.failedFuture(wrapped)))))
                .isSameAs(failure);
    }

    @Test
    @Spec("AW-9")
    void aWrapperWithNothingInsideIsTheFailureItself() throws Exception {
        var empty = new CompletionException("no cause", null);

        assertThat(Soon.failure(async(() -> await(CompletableFuture.failedFuture(empty)))))
                .isSameAs(empty);
    }

    @Test
    @Spec("AW-9")
    void aWrapperThatTheBodyMadeIsNotPeeledFromItsFuture() throws Exception {
        var made = new CompletionException(new IOException("inside"));

        assertThat(Soon.failure(async(() -> {
                    throw made;
                })))
                .isSameAs(made);
    }

    @Test
    @Spec("AW-10")
    void thePrintedTraceNamesTheFailingOperationAndTheAwait() throws Exception {
        var result = async(AsyncOptions.defaults().named("billing"), () -> awaitingFrame(failingOperation()));

        var trace = printed(Soon.failure(result));

        assertThat(trace)
                .contains("AwaitFailureTest.failsDeepInside(")
                .contains("AwaitFailureTest.awaitingFrame(")
                .contains("awaited by awaitlet \"billing\" started at ")
                .contains("AwaitFailureTest.thePrintedTraceNamesTheFailingOperationAndTheAwait(");
    }

    @Test
    @Spec("AW-10")
    void theTraceNamesEveryAwaitOfANestedFailure() throws Exception {
        var inner = async(AsyncOptions.defaults().named("inner"), () -> awaitingFrame(failingOperation()));
        var outer = async(AsyncOptions.defaults().named("outer"), () -> await(inner));

        assertThat(printed(Soon.failure(outer)))
                .contains("awaited by awaitlet \"inner\"")
                .contains("awaited by awaitlet \"outer\"");
    }

    @Test
    @Spec("AW-10")
    void causesAndSuppressedFailuresAreKept() throws Exception {
        var cause = new IOException("the cause");
        var suppressed = new IOException("on the way out");
        var failure = new IllegalStateException("the failure", cause);
        failure.addSuppressed(suppressed);

        assertThat(Soon.failure(async(() -> await(CompletableFuture.failedFuture(failure)))))
                .hasCause(cause)
                .hasSuppressedException(suppressed);
    }

    @Test
    @Spec("AW-10")
    void aFailureAwaitedAThousandTimesDoesNotGrow() throws Exception {
        var failure = new IllegalStateException("shared");
        var stage = CompletableFuture.failedFuture(failure);
        var results = new ArrayList<CompletableFuture<Object>>();
        for (var i = 0; i < 1_000; i++) {
            results.add(async(() -> await(stage)));
        }
        for (var result : results) {
            assertThat(Soon.failure(result)).isSameAs(failure);
        }

        // One awaitlet after another never passes the bound; those that look at the same moment may each add one.
        var concurrent = Runtime.getRuntime().availableProcessors();
        assertThat(failure.getSuppressed()).hasSizeBetween(1, 4 + concurrent);
    }

    @Test
    @Spec("AW-10")
    void anAwaitOfASharedFailureStillLeavesRoomForOtherSuppressedOnes() throws Exception {
        var failure = new IllegalStateException("shared");
        for (var i = 0; i < 10; i++) {
            assertThat(Soon.failure(async(() -> await(CompletableFuture.failedFuture(failure)))))
                    .isSameAs(failure);
        }
        var closing = new IOException("while closing");

        var result = async(() -> {
            try (var _ = new FailingResource(closing)) {
                return await(CompletableFuture.failedFuture(failure));
            }
        });

        assertThat(Soon.failure(result)).isSameAs(failure).hasSuppressedException(closing);
    }

    @Test
    @Spec("AW-9")
    void aBodyCatchesTheTypeThatTheStageFailedWith() throws Exception {
        var result = async(() -> {
            try {
                return declaredToThrow();
            } catch (OutOfStock expected) {
                return expected.item;
            }
        });

        assertThat(Soon.value(result)).isEqualTo("tea");
    }

    @Test
    @Spec("AW-9")
    void aPlainThreadMeetsTheFailureInsideTheWrapperOfGet() {
        var failure = new IOException("inside");

        assertThatThrownBy(() -> Soon.value(async(() -> {
                    throw failure;
                })))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
    }

    private static String declaredToThrow() throws OutOfStock {
        CompletableFuture<String> stage = CompletableFuture.failedFuture(new OutOfStock("tea"));
        return await(stage);
    }

    private static CompletableFuture<String> failingOperation() {
        return CompletableFuture.supplyAsync(AwaitFailureTest::failsDeepInside);
    }

    private static String failsDeepInside() {
        throw new IllegalStateException("deep inside");
    }

    private static String awaitingFrame(CompletableFuture<String> stage) {
        return await(stage);
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A failure that keeps no suppressed ones, as some libraries throw for speed. */
    private static final class FrozenFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FrozenFailure() {
            super("frozen", null, false, false);
        }
    }

    private static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;

        private final String item;

        OutOfStock(String item) {
            super(item + " is out of stock");
            this.item = item;
        }
    }

    private record FailingResource(IOException failure) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            throw failure;
        }
    }
}
