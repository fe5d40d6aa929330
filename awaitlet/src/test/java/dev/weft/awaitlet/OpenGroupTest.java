package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
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

/** Groups in try-with-resources. */
class OpenGroupTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec({"SC-1", "AT-2"})
    void joinWaitsForAllTasks() {
        try (var group = TaskGroup.open()) {
            var one = group.fork(() -> await(CompletableFuture.supplyAsync(() -> 1)));
            var two = group.fork(() -> 2);
            group.join();

            assertThat(one.value() + two.value()).isEqualTo(3);
        }
    }

    @AwaitletTest
    @Spec({"SC-1", "SC-2"})
    void joinThrowsWhatATaskFailedWithAfterTheOthersWereCancelled() {
        var cancelled = new AtomicBoolean();

        assertThatThrownBy(() -> {
                    try (var group = TaskGroup.open()) {
                        group.fork(() -> {
                            try {
                                await(never);
                            } finally {
                                cancelled.set(true);
                            }
                        });
                        group.fork("loser", () -> {
                            throw new IOException("no");
                        });
                        group.join();
                    }
                })
                .isInstanceOf(TaskGroupFailed.class)
                .hasCauseInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
        assertThat(cancelled).isTrue();
    }

    @AwaitletTest
    @Spec("SC-1")
    void aFailureOfTheBlockCancelsTheTasksAndIsThrownAsItIs() {
        var cancelled = new AtomicBoolean();

        assertThatThrownBy(() -> {
                    try (var group = TaskGroup.open()) {
                        group.fork(() -> {
                            try {
                                await(never);
                            } finally {
                                cancelled.set(true);
                            }
                        });
                        Soon.awaited(never);
                        throw new IOException("the block's");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(cancelled).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-1", "AT-65"})
    void aBlockThatForgetsToJoinIsToldSo() {
        assertThatThrownBy(() -> {
                    try (var group = TaskGroup.open()) {
                        group.fork(() -> await(never));
                    }
                })
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("join()");
    }

    @AwaitletTest
    @Spec("SC-1")
    void theBlockItselfIsNotCancelledByAFailingTask() {
        var wentOn = new AtomicBoolean();

        var thrown = catchThrowable(() -> {
            try (var group = TaskGroup.open()) {
                var loser = group.fork(() -> {
                    throw new IOException("no");
                });
                loser.join();
                checkpoint();
                wentOn.set(true);
                group.join();
            }
        });

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class);
        assertThat(wentOn).isTrue();
    }

    @AwaitletTest
    @Spec("AT-12")
    void aCancelFromOutsideReachesTheTasksWhileTheBlockWaits() {
        var scope = CancelScope.create();
        var cancelled = new AtomicBoolean();

        scope.run(() -> {
            try (var group = TaskGroup.open()) {
                group.fork(() -> {
                    try {
                        await(never);
                    } finally {
                        cancelled.set(true);
                    }
                });
                var _ = async(() -> {
                    Soon.awaited(never);
                    scope.cancel("enough");
                });
                group.join();
            }
        });

        assertThat(cancelled).isTrue();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-7", "AT-65"})
    void groupsAreClosedInReverseOrder() {
        var outer = TaskGroup.open();
        var inner = TaskGroup.open();

        assertThatThrownBy(outer::join).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-202");

        inner.close();
        outer.close();
    }

    @AwaitletTest
    @Spec({"SC-7", "AT-65"})
    void aScopeIsNotLeftBeforeAGroupInsideIt() {
        var open = new AtomicReference<TaskGroup>();

        assertThatThrownBy(() -> CancelScope.create().run(() -> {
                    open.set(TaskGroup.open());
                    open.get().fork(() -> await(never));
                }))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202");

        assertThatThrownBy(open.get()::close).isInstanceOf(ScopeMisuse.class);
    }

    @AwaitletTest
    @Spec({"SC-7", "AT-67"})
    void aGroupIsClosedByTheAwaitletThatOpenedIt() {
        try (var group = TaskGroup.open()) {
            var thrown = await(async(() -> catchThrowable(group::join)));

            assertThat(thrown).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-203");
        }
    }

    @AwaitletTest
    @Spec({"SC-7", "AT-67"})
    void aGroupThatAnotherAwaitletClosesGoesOn() {
        var released = new CompletableFuture<String>();
        try (var group = TaskGroup.open()) {
            var task = group.fork(() -> await(released));
            var thrown = await(async(() -> catchThrowable(group::close)));
            assertThat(thrown).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-203");

            released.complete("whole");
            group.join();
            assertThat(task.value()).isEqualTo("whole");
            assertThat(group.scope().cancelCalled()).isFalse();
        }
    }

    @AwaitletTest
    @Spec({"SC-2", "SC-7", "AT-65"})
    void aScopeOpenAtTheJoinIsToldBesideTheFailureOfATask() {
        var group = TaskGroup.open();
        var inner = CancelScope.create();
        inner.enter();
        group.fork("loser", () -> {
            throw new IOException("no");
        });

        var thrown = catchThrowable(group::join);

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasCauseInstanceOf(IOException.class);
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(ScopeMisuse.class);
        assertThat(inner.leave(null)).isFalse();
    }
}
