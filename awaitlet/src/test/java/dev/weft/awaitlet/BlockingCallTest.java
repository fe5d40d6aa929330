package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.blocking;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code of other libraries that waits by itself: how a cancel reaches it, and when it no longer does. */
@Timeout(20)
class BlockingCallTest {
    private final CancelScope scope = CancelScope.create();
    private final CompletableFuture<Void> inside = new CompletableFuture<>();
    private final CompletableFuture<String> reply = new CompletableFuture<>(); // what the foreign code waits for
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    @Spec("AW-17")
    void theCodeAnswersItsResultAndNothingIsToldWithoutACancel() {
        reply.complete("row");

        assertThat(resultOf(async(() -> blocking(this::stop, this::foreign)))).isEqualTo("row");
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("AW-9")
    void theCodesFailureIsThrownAsTheSameInstance() {
        var failure = new IOException("socket");
        var result = async(() -> blocking(this::stop, () -> {
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletTheCodeIsNotRun() {
        assertThatThrownBy(() -> blocking(this::stop, this::foreign)).isInstanceOf(NoAwaitletContext.class);
        assertThat(inside).isNotDone();
    }

    @Test
    @Spec("SC-19")
    void aPendingCancelIsThrownBeforeTheCodeRuns() {
        scope.cancel("early");
        resultOf(async(() -> scope.run(() -> blocking(this::stop, this::foreign))));

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(inside).isNotDone();
        assertThat(told).isEmpty();
    }

    @Test
    @Spec({"SC-7", "AW-15"})
    void aCancelMeanwhileIsToldOnceAndTheCodesOwnFailureIsWhatIsThrown() {
        var result = async(() -> scope.run(() -> blocking(this::stop, this::foreign)));
        resultOf(inside);

        scope.cancel("first");
        scope.cancel("second");
        result.requestCancel(CancelReason.requested("third"));

        assertThat(failureOf(result)).isInstanceOf(StoppedByDriver.class);
        assertThat(told).containsExactly("first");
    }

    @Test
    @Spec("SC-10")
    void aResultThatTheCodeStillBringsIsAnswered() {
        var result = async(() -> scope.call(() -> blocking(reason -> told.add(reason.message()), this::foreign)));
        resultOf(inside);

        scope.cancel("too late");
        reply.complete("row");

        assertThat(resultOf(result)).contains("row");
        assertThat(told).containsExactly("too late");
    }

    @Test
    @Spec("AW-15")
    void whatIsToldHasEndedWhenTheCallReturns() throws Exception {
        var telling = new CompletableFuture<Void>();
        var caller = new CompletableFuture<Thread>();
        var returned = new AtomicBoolean();
        var toldToTheEnd = new AtomicBoolean();
        var result = async(() -> {
            scope.run(() -> {
                var _ = blocking(
                        _ -> {
                            telling.complete(null);
                            var thread = caller.join();
                            Soon.holds(
                                    () -> returned.get() || thread.getState() == Thread.State.WAITING,
                                    "the call neither returned nor waited");
                            toldToTheEnd.set(true);
                        },
                        () -> {
                            inside.complete(null);
                            var _ = Soon.value(telling);
                            caller.complete(Thread.currentThread());
                            return "ended by itself";
                        });
                var before = toldToTheEnd.get();
                returned.set(true);
                assertThat(before).as("told to the end before the return").isTrue();
            });
            return "fine";
        });
        var _ = Soon.value(inside);

        scope.cancel("while the code ends");

        assertThat(resultOf(result)).isEqualTo("fine");
    }

    @Test
    @Spec("SC-7")
    void afterItsEndTheCodeIsToldNothing() {
        reply.complete("row");
        var afterwards = new CompletableFuture<Void>();
        var result = async(() -> scope.run(() -> {
            assertThat(blocking(this::stop, this::foreign)).isEqualTo("row");
            afterwards.complete(null);
            await(new CompletableFuture<>());
        }));
        resultOf(afterwards);

        scope.cancel("after the end");

        resultOf(result);
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("AW-21")
    void nestedCodeIsToldFromTheInsideOut() {
        var result = async(() -> scope.call(() ->
                blocking(_ -> told.add("outer"), () -> blocking(_ -> told.add("inner"), this::foreign) + " and more")));
        resultOf(inside);

        scope.cancel("all of it");
        reply.complete("row");

        assertThat(resultOf(result)).contains("row and more");
        assertThat(told).containsExactly("inner", "outer");
    }

    @Test
    @Spec("AW-21")
    void afterNestedCodeHasEndedTheCodeAroundItIsStillTold() {
        reply.complete("row");
        var nested = new CompletableFuture<Void>();
        var more = new CompletableFuture<String>();
        var result = async(() -> scope.call(() -> blocking(_ -> told.add("outer"), () -> {
            var row = blocking(_ -> told.add("inner"), this::foreign);
            nested.complete(null);
            return row + resultOf(more);
        })));
        resultOf(nested);

        scope.cancel("the rest of it");
        more.complete(" and more");

        assertThat(resultOf(result)).contains("row and more");
        assertThat(told).containsExactly("outer");
    }

    @Test
    @Spec("SC-7")
    void aCancelOfAScopeInsideTheCodeIsNoCancelOfTheCode() {
        var result = async(() -> blocking(this::stop, () -> {
            scope.run(() -> {
                inside.complete(null);
                await(new CompletableFuture<>());
            });
            return "goes on";
        }));
        resultOf(inside);

        scope.cancel("inside only");

        assertThat(resultOf(result)).isEqualTo("goes on");
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("SC-12")
    void aCancelHiddenByAShieldInsideTheCodeIsToldWhenTheShieldIsLeft() {
        var toldInside = new CompletableFuture<List<String>>();
        var result = async(() -> scope.call(() -> blocking(reason -> told.add(reason.message()), () -> {
            CancelScope.create().shield(true).run(() -> {
                scope.cancel("outside");
                toldInside.complete(List.copyOf(told));
            });
            return List.copyOf(told);
        })));

        assertThat(resultOf(result)).contains(List.of("outside"));
        assertThat(resultOf(toldInside)).isEmpty();
    }

    @Test
    @Spec({"AT-70", "AW-22"})
    void anInterruptBeforeTheCodeIsACancelAndItsFlagIsKept() {
        var flag = new AtomicBoolean();
        var result = async(() -> {
            Thread.currentThread().interrupt();
            try {
                blocking(this::stop, this::foreign);
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });

        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(flag).isTrue();
        assertThat(inside).isNotDone();
    }

    @Test
    @Spec({"AT-70", "AW-22"})
    void anInterruptDuringTheCodeIsACancelBehindItAndItsFlagIsKept() {
        var flag = new AtomicBoolean();
        var answer = new CompletableFuture<String>();
        var result = async(() -> {
            answer.complete(blocking(this::stop, () -> {
                Thread.currentThread().interrupt();
                return "row";
            }));
            flag.set(Thread.currentThread().isInterrupted());
            Awaitlets.checkpoint();
        });

        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(resultOf(answer)).isEqualTo("row");
        assertThat(flag).isTrue();
    }

    @Test
    @Spec("AT-70")
    void aCancelByAScopeLeavesNoInterruptFlag() {
        var flag = new AtomicBoolean(true);
        var result = async(() -> scope.run(() -> {
            try {
                blocking(this::stop, this::foreign);
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        }));
        resultOf(inside);

        scope.cancel("by its scope");

        assertThat(failureOf(result)).isInstanceOf(StoppedByDriver.class);
        assertThat(flag).isFalse();
    }

    /** As a driver does it: its own thread waits, and its own cancel makes that wait fail. */
    private String foreign() {
        inside.complete(null);
        return resultOf(reply);
    }

    private void stop(CancelReason reason) {
        told.add(reason.message());
        reply.completeExceptionally(new StoppedByDriver());
    }

    private static final class StoppedByDriver extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
