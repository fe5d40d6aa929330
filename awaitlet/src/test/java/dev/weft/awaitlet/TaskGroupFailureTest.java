package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Failures of tasks and of the block of their group. */
class TaskGroupFailureTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec({"SC-1", "AT-7"})
    void aFailureOfTheBlockCancelsTheTasksAndIsTheOnlyOneReported() {
        var cancelled = new AtomicReference<Throwable>();

        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    group.fork(() -> {
                        cancelled.set(catchThrowable(() -> await(never)));
                        checkpoint();
                    });
                    Soon.awaited(never);
                    throw new IOException("the block's");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the block's")
                .hasNoSuppressedExceptions();
        assertThat(cancelled.get()).isInstanceOf(Cancelled.class);
    }

    @AwaitletTest
    @Spec({"SC-1", "SC-2", "AT-8"})
    void aFailingTaskCancelsTheBlockAndItsSiblings() {
        var failure = new IOException("no");
        var sibling = new AtomicReference<Throwable>();
        var block = new AtomicReference<Throwable>();

        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork(() -> {
                sibling.set(catchThrowable(() -> await(never)));
                checkpoint();
            });
            Soon.awaited(never);
            group.fork("loser", () -> {
                throw failure;
            });
            block.set(catchThrowable(() -> await(new CompletableFuture<>())));
            checkpoint();
        }));

        assertThat(thrown)
                .isInstanceOf(TaskGroupFailed.class)
                .hasMessageContaining("\"loser\"")
                .hasNoSuppressedExceptions()
                .cause()
                .isSameAs(failure);
        assertThat(sibling.get()).isInstanceOf(Cancelled.class).hasMessageContaining("task \"loser\" failed");
        assertThat(block.get()).isInstanceOf(Cancelled.class);
    }

    @AwaitletTest
    @Spec({"SC-2", "AT-9"})
    void theFailuresOfTwoTasksAreBothReportedWithTheirNames() {
        var both = new CompletableFuture<Void>();

        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork("first", () -> {
                throw new IOException("one");
            });
            group.fork("second", () -> {
                var _ = catchThrowable(() -> await(both));
                throw new IllegalStateException("two");
            });
        }));

        assertThat(thrown).isInstanceOfSatisfying(TaskGroupFailed.class, failed -> {
            assertThat(failed.failures()).extracting(TaskFailed::task).containsExactly("first", "second");
            assertThat(failed).hasCauseInstanceOf(IOException.class);
            assertThat(failed).hasMessageContaining("\"first\"").hasMessageContaining("\"second\"");
            assertThat(failed.getSuppressed()).hasSize(1);
            assertThat(failed.getSuppressed()[0])
                    .hasMessageContaining("\"second\"")
                    .hasCauseInstanceOf(IllegalStateException.class);
        });
    }

    @AwaitletTest
    @Spec({"SC-2", "AT-10"})
    void theFailureOfATaskAndThatOfTheBlockAreBothReported() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork("cleaner", () -> {
                try {
                    await(never);
                } finally {
                    throwUnchecked(new IOException("of its cleanup"));
                }
            });
            Soon.awaited(never);
            throw new IllegalStateException("the block's");
        }));

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("the block's");
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0])
                .isInstanceOf(TaskFailed.class)
                .hasMessageContaining("\"cleaner\"")
                .hasCauseInstanceOf(IOException.class);
    }

    @AwaitletTest
    @Spec({"SC-2", "AT-10"})
    void aFailureInTheBlocksCleanupIsKeptBesideThatOfTheTask() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork("loser", () -> {
                throw new IOException("no");
            });
            try {
                await(never);
            } finally {
                throwUnchecked(new IllegalStateException("cleanup"));
            }
        }));

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasCauseInstanceOf(IOException.class);
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @AwaitletTest
    @Spec("SC-2")
    void aFailureThatTheBlockOnlyPassesOnIsReportedOnce() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            var loser = group.fork("loser", () -> {
                throw new IOException("no");
            });
            Soon.holds(() -> loser.outcome() instanceof TaskOutcome.Failed, "the task has not failed");
            loser.value();
        }));

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasNoSuppressedExceptions();
    }

    @AwaitletTest
    @Spec("SC-2")
    void aFailureIsTheTasksHoweverSoonTheBlockLearnsOfItFromItsHandle() {
        for (var round = 0; round < 300; round++) {
            var thrown = catchThrowable(() -> TaskGroup.run(group -> {
                var loser = group.fork("loser", () -> {
                    throw new IOException("no");
                });
                Soon.holds(() -> loser.outcome() instanceof TaskOutcome.Failed, "the task has not failed");
                loser.value();
            }));

            assertThat(thrown)
                    .as("round " + round)
                    .isInstanceOf(TaskGroupFailed.class)
                    .hasNoSuppressedExceptions();
        }
    }

    @AwaitletTest
    @Spec({"SC-2", "SC-8"})
    void aScopeThatAFailingBlockLeavesOpenIsToldBesideItsFailure() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork("cleaner", () -> {
                try {
                    await(never);
                } finally {
                    throwUnchecked(new IOException("of its cleanup"));
                }
            });
            Soon.awaited(never);
            CancelScope.create().enter();
            throw new IllegalStateException("the block's");
        }));

        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.getSuppressed())
                .hasSize(2)
                .hasAtLeastOneElementOfType(TaskFailed.class)
                .hasAtLeastOneElementOfType(ScopeMisuse.class);
    }

    @AwaitletTest
    @Spec({"SC-2", "SC-8"})
    void aScopeThatTheBlockLeavesOpenIsToldBesideTheFailureOfATask() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            CancelScope.create().enter();
            group.fork("loser", () -> {
                throw new IOException("no");
            });
        }));

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasCauseInstanceOf(IOException.class);
        assertThat(thrown.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ScopeMisuse.class, misuse -> assertThat(misuse).hasMessageContaining("ER-202"));
    }

    @AwaitletTest
    @Spec({"SC-2", "SC-8"})
    void whatABlockLeavesOpenIsToldThoughItsOwnGroupCancelledIt() {
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    CancelScope.create().enter();
                    group.cancel("enough");
                    await(never);
                }))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202");
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    TaskGroup.open();
                    group.cancel("enough");
                    await(never);
                }))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202");
        checkpoint();
    }

    @AwaitletTest
    @Spec({"SC-8", "SC-9"})
    void aCancelFromOutsideCarriesWhatTheBlockLeftOpen() {
        var scope = CancelScope.create();

        scope.run(() -> TaskGroup.run(group -> {
            CancelScope.create().enter();
            scope.cancel("enough");
            await(never);
        }));

        assertThat(scope.caught().orElseThrow().getSuppressed()).hasAtLeastOneElementOfType(ScopeMisuse.class);
    }

    @AwaitletTest
    @Spec({"SC-2", "AT-11"})
    void nestedGroupsKeepRealFailuresInTheirNestingAndDropTheCancels() {
        var deep = new IOException("deep");
        var outerSibling = new AtomicBoolean();

        var thrown = catchThrowable(() -> TaskGroup.run(outer -> {
            outer.fork("sibling", () -> {
                try {
                    await(never);
                } finally {
                    outerSibling.set(true);
                }
            });
            Soon.awaited(never);
            outer.fork(
                    "inner",
                    () -> TaskGroup.run(inner -> {
                        inner.fork("waits", () -> await(new CompletableFuture<>()));
                        inner.fork("deep", () -> {
                            throw deep;
                        });
                    }));
        }));

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasNoSuppressedExceptions();
        assertThat(thrown.getCause())
                .isInstanceOf(TaskGroupFailed.class)
                .hasMessageContaining("\"deep\"")
                .satisfies(inner -> assertThat(inner.getSuppressed()).noneMatch(Cancelled.class::isInstance))
                .cause()
                .isSameAs(deep);
        assertThat(outerSibling).isTrue();
    }

    @AwaitletTest
    @Spec("AT-22")
    void anErrorUnwindsNestedGroupsAsItself() {
        var error = new StackOverflowError("planted");

        var thrown = catchThrowable(() -> TaskGroup.run(outer -> {
            outer.fork(() -> await(never));
            outer.fork(() -> TaskGroup.run(inner -> {
                inner.fork(() -> await(new CompletableFuture<>()));
                inner.fork(() -> {
                    throw error;
                });
            }));
        }));

        assertThat(thrown).isSameAs(error);
    }

    private static void throwUnchecked(Throwable failure) {
        throw Failures.sneak(failure);
    }
}
