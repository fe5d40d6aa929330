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
import org.jspecify.annotations.Nullable;

/** Tasks that tell when they are ready, and what is whose until then. */
class TaskStartTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec({"SC-4", "AT-25"})
    void startAnswersTheSignalledValue() {
        TaskGroup.run(group -> {
            StartedTask<Integer, String> server = group.start(ready -> {
                ready.signal(8080);
                return "served";
            });

            assertThat(server.value()).isEqualTo(8080);
            assertThat(server.task().await()).isEqualTo("served");
        });
    }

    @AwaitletTest
    @Spec({"SC-4", "AT-25"})
    void theSignalledValueMayBeNull() {
        TaskGroup.run(group -> {
            StartedTask<@Nullable String, String> task = group.start(ready -> {
                ready.signal(null);
                return "done";
            });

            assertThat(task.value()).isNull();
        });
    }

    @AwaitletTest
    @Spec({"SC-4", "AT-26"})
    void aFailureBeforeReadinessIsThrownByStartAndTheGroupLives() {
        var failure = new IOException("the port is taken");
        var sibling = new AtomicBoolean();

        TaskGroup.run(group -> {
            assertThatThrownBy(() -> group.<Integer, Integer>start(ready -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            group.fork(() -> {
                checkpoint();
                sibling.set(true);
            });
        });

        assertThat(sibling).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-4", "AT-27"})
    void aFailureAfterReadinessIsTheGroupsAndTheValueIsKept() {
        var value = new AtomicReference<Integer>();

        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            StartedTask<Integer, Integer> task = group.start(ready -> {
                ready.signal(1);
                throw new IOException("later");
            });
            value.set(task.value());
        }));

        assertThat(thrown).isInstanceOf(TaskGroupFailed.class).hasCauseInstanceOf(IOException.class);
        assertThat(value).hasValue(1);
    }

    @AwaitletTest
    @Spec({"SC-2", "SC-4", "AT-27"})
    void aFailureAfterReadinessIsTheTasksHoweverSoonTheBlockLearnsOfIt() {
        for (var round = 0; round < 2_000; round++) {
            var thrown = catchThrowable(() -> TaskGroup.run(group -> {
                var loser = group.<Integer, Integer>start(ready -> {
                            ready.signal(1);
                            throw new IOException("later");
                        })
                        .task();
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
    @Spec({"SC-4", "AT-28"})
    void aTaskThatEndsWithoutReadinessIsAnErrorOfStart() {
        TaskGroup.run(group -> assertThatThrownBy(() -> group.<Integer, String>start(ready -> "done"))
                .isInstanceOf(ReadinessMisuse.class)
                .hasMessageContaining("ER-212"));
    }

    @AwaitletTest
    @Spec({"SC-4", "AT-29"})
    void readinessIsSignalledOnce() {
        TaskGroup.run(group -> {
            StartedTask<Integer, Throwable> task = group.start(ready -> {
                ready.signal(1);
                return catchThrowable(() -> ready.signal(2));
            });

            assertThat(task.value()).isEqualTo(1);
            assertThat(task.task().await()).isInstanceOf(ReadinessMisuse.class);
        });
    }

    @AwaitletTest
    @Spec("AT-30")
    void aTaskStartedInACancelledGroupBeginsAndIsCancelled() {
        var began = new AtomicBoolean();
        var wentOn = new AtomicBoolean();

        TaskGroup.run(group -> {
            group.cancel("enough");
            group.<Integer, Integer>start(ready -> {
                began.set(true);
                checkpoint();
                wentOn.set(true);
                return 1;
            });
        });

        assertThat(began).isTrue();
        assertThat(wentOn).isFalse();
    }

    @AwaitletTest
    @Spec("AT-31")
    void theFailureOfASiblingInterruptsStart() {
        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            group.fork("loser", () -> {
                Soon.awaited(never);
                throw new IOException("no");
            });
            group.<Integer, String>start(ready -> await(never));
        }));

        assertThat(thrown)
                .isInstanceOf(TaskGroupFailed.class)
                .hasCauseInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
    }

    @AwaitletTest
    @Spec({"AT-32", "AT-35"})
    void cancellingTheScopeAroundStartCancelsOnlyThatTask() {
        var scope = CancelScope.create();
        var sibling = new AtomicBoolean();
        var released = new CompletableFuture<Void>();

        TaskGroup.run(group -> {
            group.fork(() -> {
                await(released);
                sibling.set(true);
            });
            var _ = async(() -> {
                Soon.awaited(never);
                scope.cancel("enough");
            });
            scope.run(() -> group.<Integer, String>start(ready -> await(never)));
            released.complete(null);
        });

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(sibling).isTrue();
    }

    @AwaitletTest
    @Spec("AT-35")
    void afterReadinessTheScopeAroundStartIsNoBusinessOfTheTasks() {
        var scope = CancelScope.create();
        var released = new CompletableFuture<String>();

        TaskGroup.run(group -> {
            var started = new AtomicReference<StartedTask<Integer, String>>();
            scope.run(() -> started.set(group.start(ready -> {
                ready.signal(1);
                return await(released);
            })));
            scope.cancel("too late");
            scope.shield(false); // wakes whoever is inside
            released.complete("whole");

            assertThat(started.get().task().await()).isEqualTo("whole");
        });
    }

    @AwaitletTest
    @Spec("AT-35")
    void afterReadinessTheGroupCancelsTheTask() {
        var outcome = new AtomicReference<TaskHandle<String>>();

        TaskGroup.run(group -> {
            StartedTask<Integer, String> task = group.start(ready -> {
                ready.signal(1);
                return await(never);
            });
            outcome.set(task.task());
            group.cancel("enough");
        });

        assertThat(outcome.get().outcome()).isInstanceOf(TaskOutcome.Stopped.class);
    }
}
