package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What the one who starts a task holds of it. */
@Spec("SC-5")
class TaskHandleTest {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec("AT-33")
    void aHandleCarriesTheStartValueAndTheResult() {
        TaskGroup.run(group -> {
            StartedTask<Integer, String> task = group.start(ready -> {
                ready.signal(7);
                return "done";
            });

            assertThat(task.task().await()).isEqualTo("done");
            assertThat(task.value()).isEqualTo(7);
            assertThat(task.task().outcome()).isEqualTo(new TaskOutcome.Finished<>("done"));
        });
    }

    @AwaitletTest
    @Spec("AT-34")
    void aCancelThroughTheHandleKeepsTheStartValue() {
        TaskGroup.run(group -> {
            StartedTask<Integer, String> task = group.start(ready -> {
                ready.signal(7);
                return await(never);
            });
            task.task().cancel("not needed");

            assertThat(task.task().join()).isInstanceOf(TaskOutcome.Stopped.class);
            assertThat(task.value()).isEqualTo(7);
        });
    }

    @AwaitletTest
    @Spec("AT-18")
    void aCancelThroughTheHandleEndsThatTaskAlone() {
        TaskGroup.run(group -> {
            var cancelled = group.fork(() -> await(never));
            var other = group.fork(() -> await(CompletableFuture.supplyAsync(() -> "whole")));
            cancelled.cancel("not needed");

            assertThat(other.await()).isEqualTo("whole");
            assertThat(cancelled.join()).isInstanceOf(TaskOutcome.Stopped.class);
        });
    }

    @AwaitletTest
    @Spec("AT-36")
    void notFinishedFailedAndCancelledAreThreeTypedAnswers() {
        var running = new AtomicReference<TaskHandle<String>>();
        var cancelled = new AtomicReference<TaskHandle<String>>();
        var failed = new AtomicReference<TaskHandle<String>>();
        var failure = new IOException("no");

        var thrown = catchThrowable(() -> TaskGroup.run(group -> {
            running.set(group.fork("runs", () -> await(never)));
            assertThatThrownBy(running.get()::value)
                    .isInstanceOf(TaskNotFinished.class)
                    .hasMessageContaining("\"runs\"");
            cancelled.set(group.fork("stopped", () -> await(new CompletableFuture<String>())));
            cancelled.get().cancel("not needed");
            assertThatThrownBy(cancelled.get()::await)
                    .isInstanceOf(TaskCancelled.class)
                    .hasMessageContaining("not needed");
            failed.set(group.fork("fails", () -> {
                throw failure;
            }));
        }));

        assertThat(thrown).cause().isSameAs(failure);
        assertThatThrownBy(failed.get()::value)
                .isInstanceOf(TaskFailed.class)
                .cause()
                .isSameAs(failure);
        assertThat(failed.get().outcome()).isEqualTo(new TaskOutcome.Failed<String>(failure));
    }

    @AwaitletTest
    @Spec("AT-21")
    void aCancelOfAFinishedTaskHasNoEffect() {
        TaskGroup.run(group -> {
            var task = group.fork(() -> "done");
            assertThat(task.await()).isEqualTo("done");

            task.cancel("too late");

            assertThat(task.value()).isEqualTo("done");
        });
    }

    @AwaitletTest
    @Spec("AT-37")
    void aTaskHasTheGivenNameOrANumber() {
        TaskGroup.run(group -> {
            assertThat(group.fork("reader", () -> 1).name()).isEqualTo("reader");
            assertThat(group.fork(() -> 1).name()).startsWith("awaitlet-");
            assertThat(group.fork("reader", () -> Thread.currentThread().getName())
                            .await())
                    .isEqualTo("reader");
        });
    }

    @AwaitletTest
    @Spec({"AT-38", "AW-19"})
    void aTaskHasTheContextOfTheCodeThatStartsIt() {
        var options = AsyncOptions.defaults().carrying(ContextCarrier.of(USER));

        String seen = await(async(
                options,
                () -> ScopedValue.where(USER, "ann")
                        .call(() ->
                                TaskGroup.call(group -> group.fork(USER::get).await()))));
        String given = ScopedValue.where(USER, "bob")
                .call(() ->
                        TaskGroup.call(group -> group.fork(options, USER::get).await()));

        assertThat(seen).isEqualTo("ann");
        assertThat(given).isEqualTo("bob");
    }

    @AwaitletTest
    @Spec("SC-5")
    void whoeverStopsWaitingForATaskLeavesItRunning() {
        var released = new CompletableFuture<String>();

        TaskGroup.run(group -> {
            var task = group.fork(() -> await(released));
            var waited = CancelScope.moveOnAfter(Duration.ofMillis(10), task::await);

            assertThat(waited).isEmpty();
            released.complete("whole");
            assertThat(task.await()).isEqualTo("whole");
        });
    }

    @AwaitletTest
    @Spec("SC-5")
    void aHandleShowsNoValue() {
        TaskGroup.run(group -> {
            var task = group.fork("login", () -> "secret");
            assertThat(task.await()).isEqualTo("secret");

            assertThat(task.toString()).contains("login", "Finished").doesNotContain("secret");
            assertThat(task.outcome().toString()).doesNotContain("secret");
        });
    }
}
