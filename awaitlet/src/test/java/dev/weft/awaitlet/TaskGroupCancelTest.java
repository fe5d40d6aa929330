package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Cancels of groups, of their tasks and from outside. */
class TaskGroupCancelTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec("AT-6")
    void anEmptyGroupInACancelledScopeEndsWithoutACancel() {
        var reached = new AtomicBoolean();
        var scope = CancelScope.create();

        scope.run(() -> {
            scope.cancel("enough");
            TaskGroup.run(group -> {});
            reached.set(true);
        });

        assertThat(reached).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-1", "AT-12"})
    void oneCancelLeavesAGroupThatIsCancelledFromOutside() {
        var scope = CancelScope.create();
        var seen = new ArrayList<Throwable>();

        scope.run(() -> {
            try {
                TaskGroup.run(group -> {
                    group.fork(() -> await(never));
                    group.fork(() -> await(new CompletableFuture<>()));
                    Soon.awaited(never);
                    scope.cancel("enough");
                });
            } catch (Cancelled cancelled) {
                seen.add(cancelled);
                throw cancelled;
            }
        });

        assertThat(seen).hasSize(1);
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-2", "AT-13"})
    void noCancelLeavesAGroupThatCancelsItself() {
        var ended = new AtomicInteger();

        TaskGroup.run(group -> {
            for (var task = 0; task < 3; task++) {
                group.fork(() -> {
                    try {
                        await(new CompletableFuture<>());
                    } finally {
                        ended.incrementAndGet();
                    }
                });
            }
            group.cancel("enough");
            await(never);
        });

        assertThat(ended).hasValue(3);
        checkpoint();
    }

    @AwaitletTest
    @Spec("AT-13")
    void aGroupThatCancelsItselfHasNoResultForCall() {
        assertThatThrownBy(() -> TaskGroup.<String>call(group -> {
                    group.cancel("enough");
                    return await(never);
                }))
                .isInstanceOf(TaskCancelled.class);
    }

    @AwaitletTest
    @Spec("AT-14")
    void theReasonIsInTheMessageOfTheCancel() {
        var seen = new AtomicReference<Throwable>();

        TaskGroup.run(group -> {
            group.fork(() -> {
                seen.set(catchThrowable(() -> await(never)));
                checkpoint();
            });
            Soon.awaited(never);
            group.cancel("the user went away");
        });

        assertThat(seen.get()).isInstanceOf(Cancelled.class).hasMessageContaining("the user went away");
    }

    @AwaitletTest
    @Spec("AT-15")
    void oneTaskIsCancelledByTwoGroupsInTurn() {
        var cancels = new AtomicInteger();

        TaskGroup.run(outer -> {
            outer.fork(() -> {
                try {
                    TaskGroup.run(inner -> {
                        inner.cancel("inner");
                        await(new CompletableFuture<>());
                    });
                    cancels.incrementAndGet();
                    await(never);
                } catch (Cancelled cancelled) {
                    cancels.incrementAndGet();
                    throw cancelled;
                }
            });
            Soon.awaited(never);
            outer.cancel("outer");
        });

        assertThat(cancels).hasValue(2);
    }

    @AwaitletTest
    @Spec({"SC-1", "AT-16"})
    void aCancelWhileTheBlockWaitsReachesTheTasksAndTheWaitGoesOn() {
        var cleaned = new AtomicBoolean();
        var cleaning = new CompletableFuture<Void>();
        var scope = CancelScope.create();

        scope.run(() -> TaskGroup.run(group -> {
            group.fork(() -> {
                try {
                    await(never);
                } finally {
                    Awaitlets.awaitShielded(cleaning);
                    cleaned.set(true);
                }
            });
            group.scope(); // the block ends here
            var _ = async(() -> {
                Soon.awaited(never);
                scope.cancel("enough");
                Soon.awaited(cleaning);
                cleaning.complete(null);
            });
        }));

        assertThat(cleaned).isTrue();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-3", "AT-17", "AT-19"})
    void aCancelCascadesIntoInnerGroupsAndTasksStartedAfterwards() {
        var reached = new ConcurrentLinkedQueue<String>();
        var scope = CancelScope.create();

        scope.run(() -> TaskGroup.run(outer -> outer.fork(() -> TaskGroup.run(inner -> {
            inner.fork(() -> {
                try {
                    await(never);
                } finally {
                    reached.add("inner");
                    inner.fork(() -> {
                        reached.add("late begins");
                        checkpoint();
                        reached.add("late goes on");
                    });
                }
            });
            Soon.awaited(never);
            scope.cancel("enough");
        }))));

        assertThat(reached).containsExactlyInAnyOrder("inner", "late begins");
    }

    @AwaitletTest
    @Spec("AT-18")
    void aTasksOwnScopeCancelledByAnotherEndsOnlyThatStretch() {
        var scope = CancelScope.create();
        var after = new AtomicBoolean();

        TaskGroup.run(group -> {
            group.fork(() -> {
                scope.run(() -> await(never));
                checkpoint();
                after.set(true);
            });
            Soon.awaited(never);
            scope.cancel("enough");
            checkpoint();
        });

        assertThat(after).isTrue();
    }

    @AwaitletTest
    @Spec("AT-20")
    void aTaskIsCancelledAlthoughTheBlockSitsInAShield() {
        var cancelled = new AtomicBoolean();

        TaskGroup.run(group -> {
            group.fork(() -> {
                try {
                    await(never);
                } finally {
                    cancelled.set(true);
                }
            });
            Soon.awaited(never);
            CancelScope.create().shield(true).run(() -> {
                group.cancel("enough");
                Soon.holds(cancelled::get, "the task goes on");
            });
        });

        assertThat(cancelled).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-14", "AT-23"})
    void aForeignCancelOfTheHostEndsTheGroupOnce() {
        var ended = new AtomicInteger();
        var host = async(() -> TaskGroup.run(group -> {
            for (var task = 0; task < 3; task++) {
                group.fork(() -> {
                    try {
                        await(new CompletableFuture<>());
                    } finally {
                        ended.incrementAndGet();
                    }
                });
            }
            await(never);
        }));
        Soon.awaited(never);

        host.requestCancel(CancelReason.requested("from outside"));

        var thrown = catchThrowable(() -> await(host));
        assertThat(thrown).isInstanceOf(Cancelled.class).hasMessageContaining("from outside");
        assertThat(ended).hasValue(3);
    }

    @AwaitletTest
    @Spec({"AW-22", "AT-23"})
    void aForeignInterruptOfATaskEndsThatTask() {
        var thread = new CompletableFuture<Thread>();

        TaskGroup.run(group -> {
            var task = group.fork(() -> {
                thread.complete(Thread.currentThread());
                return await(never);
            });
            Soon.awaited(never);
            await(thread).interrupt();
            assertThat(task.join()).isInstanceOf(TaskOutcome.Stopped.class);
        });
    }

    @AwaitletTest
    @Spec("AT-63")
    void oneTimeoutLeavesAGroupWithSeveralWaiters() {
        assertThatThrownBy(() -> CancelScope.failAfter(java.time.Duration.ofMillis(20), () -> {
                    TaskGroup.run(group -> {
                        for (var task = 0; task < 5; task++) {
                            group.fork(() -> await(new CompletableFuture<>()));
                        }
                    });
                    return 1;
                }))
                .isInstanceOf(ScopeTimeout.class);
    }

    @AwaitletTest
    @Spec({"SC-10", "AT-16"})
    void aGroupWhoseTasksHaveAllEndedAnswersThoughItsScopeIsCancelled() {
        var scope = CancelScope.create();
        var result = new AtomicReference<String>();

        scope.run(() -> {
            result.set(TaskGroup.call(group -> {
                var task = group.fork(() -> "done");
                var value = task.await();
                scope.cancel("too late for this");
                return value;
            }));
            checkpoint();
            result.set("not reached");
        });

        assertThat(result).hasValue("done");
        assertThat(scope.cancelledCaught()).isTrue();
    }
}
