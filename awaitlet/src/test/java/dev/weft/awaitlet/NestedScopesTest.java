package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scopes in scopes: a scope absorbs only the cancel it caused, and a cancelled scope further out claims it. */
@Timeout(20)
class NestedScopesTest {
    private final CancelScope outer = CancelScope.create();
    private final CancelScope inner = CancelScope.create();
    private final AtomicBoolean between = new AtomicBoolean(); // whether code after the inner scope has run

    @Test
    @Spec("SC-7")
    void onlyTheInnerScopeIsCancelledSoOnlyItCatches() {
        runNested(() -> {
            inner.cancel("inner");
            checkpoint();
        });

        assertThat(inner.cancelledCaught()).isTrue();
        assertThat(outer.cancelledCaught()).isFalse();
        assertThat(between).isTrue();
    }

    @Test
    @Spec("SC-7")
    void aCancelOfTheOuterScopePassesTheInnerOne() {
        runNested(() -> {
            outer.cancel("outer");
            checkpoint();
        });

        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(between).isFalse();
    }

    @Test
    @Spec("AT-45")
    void innerThenOuterCancelledIsCaughtByTheOuter() {
        runNested(() -> {
            inner.cancel("first");
            outer.cancel("then");
            checkpoint();
        });

        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(between).isFalse();
    }

    @Test
    @Spec("AT-45")
    void theOuterScopeClaimsACancelThatTheInnerOneHasAlreadyRaised() {
        runNested(() -> {
            inner.cancel("first");
            try {
                checkpoint();
            } finally {
                outer.cancel("on the way out");
            }
        });

        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("AT-47")
    void anInnerScopeCancelledInACancelledOuterOneDoesNotCatch() {
        outer.cancel("before");
        runNested(() -> {
            inner.cancel("inside");
            checkpoint();
        });

        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("AT-46")
    void aShieldedInnerScopeCatchesItsOwnCancelAndTheOuterCatchesAtItsOwnCheckpoint() {
        inner.shield(true);
        resultOf(async(() -> outer.run(() -> {
            inner.run(() -> {
                inner.cancel("own");
                outer.cancel("hidden");
                checkpoint();
            });
            between.set(true);
            checkpoint();
            throw new AssertionError("the outer scope is cancelled");
        })));

        assertThat(inner.cancelledCaught()).isTrue();
        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(between).isTrue();
    }

    @Test
    @Spec("AT-12")
    void aCancelOfTheWholeAwaitletIsAbsorbedByNoScopeAndLeavesItOnce() {
        var inside = new CompletableFuture<Void>();
        var result = async(() -> outer.run(() -> inner.run(() -> {
            inside.complete(null);
            await(new CompletableFuture<>());
        })));
        resultOf(inside);

        result.requestCancel(CancelReason.requested("all"));

        assertThat(failureOf(result)).isInstanceOf(Cancelled.class).hasNoSuppressedExceptions();
        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isFalse();
    }

    @Test
    @Spec({"SC-9", "AT-68"})
    void aCancelWrappedByFrameworksIsRecognisedAtTheEndOfItsScope() {
        runNested(() -> {
            inner.cancel("inner");
            wrapping();
        });

        assertThat(inner.cancelledCaught()).isTrue();
        assertThat(between).isTrue();
    }

    @Test
    @Spec({"SC-9", "AT-68"})
    void aWrappedCancelOfTheOuterScopePassesTheInnerOne() {
        runNested(() -> {
            outer.cancel("outer");
            wrapping();
        });

        assertThat(inner.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec({"SC-14", "AT-68"})
    void aWrappedCancelIsRecognisedAtTheEndOfTheAwaitlet() {
        var inside = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        var result = async(() -> {
            inside.complete(null);
            Soon.holds(go::isDone, "nobody lets it go on"); // running: a blocking call would be woken by the cancel
            wrapping();
        });
        resultOf(inside);

        result.requestCancel(new CancelReason(Kind.ABANDONED, "engine closed"));
        go.complete(null);

        assertThat(failureOf(result))
                .isInstanceOf(Cancelled.class)
                .hasMessageContaining("engine closed")
                .satisfies(cancelled -> assertThat(cancelled.getSuppressed())
                        .as("what the frameworks made of it")
                        .anySatisfy(kept -> assertThat(kept).hasMessageContaining("statement failed")));
        assertThat(result).isCancelled();
    }

    /** As a driver, a connection pool and an ORM do it. */
    private static void wrapping() {
        try {
            checkpoint();
        } catch (RuntimeException failure) {
            throw new UncheckedIOException(new IOException(
                    "statement failed", new ExecutionException("57014", new CompletionException(failure))));
        }
    }

    @Test
    @Spec("AT-68")
    void aFailureOfCleanupMaskedByACancelIsKeptWithIt() {
        var inside = new CompletableFuture<Void>();
        var result = async(() -> {
            try (AutoCloseable _ = () -> {
                throw new IOException("rollback failed");
            }) {
                inside.complete(null);
                await(new CompletableFuture<>());
            }
        });
        resultOf(inside);

        result.requestCancel(CancelReason.requested("all"));

        assertThat(failureOf(result)).isInstanceOf(Cancelled.class);
        assertThat(failureOf(result).getSuppressed())
                .anySatisfy(kept -> assertThat(kept).hasMessage("rollback failed"));
    }

    @Test
    @Spec("AT-68")
    void aRealFailureWithACancelOnlySuppressedStaysTheFailure() {
        var failure = new IllegalStateException("real");
        var result = async(() -> outer.run(() -> {
            outer.cancel("outer");
            try {
                checkpoint();
            } catch (Cancelled cancelled) {
                failure.addSuppressed(cancelled);
            }
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
    }

    @Test
    @Spec({"SC-9", "AW-8"})
    void theCancelOfAnotherAwaitletIsAFailureHereAndNoScopeTakesItForItsOwn() {
        var result = async(() -> outer.run(() -> await(async(() -> {
            throw new Cancelled(CancelReason.requested("elsewhere"));
        }))));

        assertThat(failureOf(result)).isInstanceOf(Cancelled.class).hasMessageContaining("elsewhere");
        assertThat(outer.cancelledCaught()).isFalse();
    }

    private void runNested(Action body) {
        resultOf(async(() -> outer.run(() -> {
            inner.run(body);
            between.set(true);
        })));
    }
}
