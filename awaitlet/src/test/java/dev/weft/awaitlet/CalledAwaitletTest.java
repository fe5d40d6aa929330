package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.call;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static dev.weft.awaitlet.Outcomes.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Code called as an awaitlet of its own on its caller's thread. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class CalledAwaitletTest {
    private static final AsyncOptions NAMED = AsyncOptions.defaults().named("inner");

    private final CompletableFuture<String> never = new CompletableFuture<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private static Awaitlet current() {
        return Awaitlets.require("test");
    }

    @Test
    @Spec("AW-8")
    void itIsAnAwaitletOfItsOwnOnTheThreadOfItsCaller() {
        var result = async(() -> {
            var caller = current();
            var thread = Thread.currentThread();
            var inner = call(NAMED, () -> new Awaitlet[] {current()})[0];
            assertThat(call(NAMED, Thread::currentThread)).isSameAs(thread);
            assertThat(inner).isNotSameAs(caller);
            assertThat(inner.name()).isEqualTo("inner");
            assertThat(inner.ended()).isTrue();
            assertThat(current()).isSameAs(caller);
            return call(NAMED, () -> await(CompletableFuture.completedFuture("a"))) + "b";
        });

        assertThat(resultOf(result)).isEqualTo("ab");
    }

    @Test
    @Spec("AW-9")
    void itsFailureIsTheSameInstance() {
        var failure = new IOException("socket");

        var result = async(() -> call(NAMED, () -> {
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletTheCodeIsNotCalled() {
        assertThat(thrownBy(() -> call(NAMED, () -> seen.add("called")))).isInstanceOf(NoAwaitletContext.class);
        assertThat(seen).isEmpty();
    }

    @Test
    @Spec({"AW-15", "SC-7"})
    void aCancelOfTheCallerReachesWhatItWaitsFor() throws Exception {
        var scope = CancelScope.create();
        var result = async(() -> {
            scope.run(() -> call(NAMED, () -> {
                try {
                    return await(never);
                } catch (Cancelled cancelled) {
                    seen.add(cancelled.reason().message());
                    throw cancelled;
                }
            }));
            return await(CompletableFuture.completedFuture("goes on"));
        });
        Soon.awaited(never);

        scope.cancel("enough");

        assertThat(Soon.value(result)).isEqualTo("goes on");
        assertThat(seen).containsExactly("enough");
        assertThat(never).isCancelled();
    }

    @Test
    @Spec({"AW-15", "SC-7"})
    void aCancelOfTheCallerReachesABlockingCall() throws Exception {
        var closed = new CountDownLatch(1);
        var inside = new CountDownLatch(1);
        var result = async(() -> call(NAMED, () -> {
            inside.countDown();
            closed.await();
            return "not reached";
        }));
        Soon.open(inside);

        result.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.failure(result))
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason().message()).isEqualTo("enough"));
    }

    @Test
    @Spec("SC-19")
    void inACancelledScopeTheCodeIsNotCalled() {
        var scope = CancelScope.create();
        scope.cancel("early");

        resultOf(async(() -> scope.run(() -> call(NAMED, () -> seen.add("called")))));

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    @Spec("AW-14")
    void aCancelThatTheCodeSwallowsIsSeenByTheCaller() throws Exception {
        var scope = CancelScope.create();
        var result = async(() -> {
            scope.run(() -> {
                seen.add(call(NAMED, () -> {
                    try {
                        return await(never);
                    } catch (Cancelled swallowed) {
                        return "swallowed";
                    }
                }));
                Awaitlets.checkpoint();
                seen.add("not reached");
            });
        });
        Soon.awaited(never);

        scope.cancel("enough");

        resultOf(result);
        assertThat(seen).containsExactly("swallowed");
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("SC-7")
    void aScopeThatTheCodeLeavesOpenIsItsOwn() {
        var result = async(() -> {
            var caller = current();
            var failure = thrownBy(() -> call(NAMED, () -> TaskGroup.open()));
            assertThat(failure).isInstanceOf(ScopeMisuse.class);
            assertThat(current()).isSameAs(caller);
            Awaitlets.checkpoint();
            return "goes on";
        });

        assertThat(resultOf(result)).isEqualTo("goes on");
    }

    @Test
    @Spec("AW-22")
    void anInterruptByForeignCodeEndsTheCodeAndIsNotLeftToItsCaller() throws Exception {
        var result = async(() -> {
            var failure = thrownBy(() -> call(NAMED, () -> {
                Thread.currentThread().interrupt();
                return await(never);
            }));
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            Cancelled.class,
                            cancelled -> assertThat(cancelled.reason().kind()).isEqualTo(Kind.INTERRUPTED));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return await(CompletableFuture.completedFuture("goes on"));
        });

        assertThat(Soon.value(result)).isEqualTo("goes on");
    }

    @Test
    @Spec("AW-8")
    void whoWaitsForTheCallerIsSeenToWaitForTheCode() throws Exception {
        var inner = new CompletableFuture<Awaitlet>();
        var outer = new CompletableFuture<Awaitlet>();
        var result = async(() -> {
            outer.complete(current());
            return call(NAMED, () -> {
                inner.complete(current());
                return await(never);
            });
        });
        Soon.awaited(never);

        assertThat(Soon.value(outer).waitsFor(Soon.value(inner))).isTrue();
        assertThat(Soon.value(inner).mayActFor(Soon.value(outer))).isTrue();
        never.complete("done");
        assertThat(resultOf(result)).isEqualTo("done");
    }

    @Test
    @Spec("SC-15")
    void aDeadlineAroundTheCallEndsTheCode() {
        var time = new VirtualTime();
        var result = async(
                AsyncOptions.defaults().timedBy(time),
                () -> CancelScope.moveOnAfter(
                        Duration.ofSeconds(2),
                        () -> call(Awaitlets.inherited().named("inner"), () -> {
                            time.advance(Duration.ofSeconds(2));
                            return await(never);
                        })));

        assertThat(resultOf(result)).isEmpty();
        assertThat(never).isCancelled();
    }
}
