package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exit of a group, under every interleaving that the model checker tries. */
@Spec({"AW-28", "SC-1"})
class TaskLedgerLincheckTest {
    private static final int SCHEDULES = 2_000;

    @Test
    void theGroupClosesWhenItsBlockAndItsLastTaskHaveEndedInWhateverOrder() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var ledger = new TaskLedger();
            check(ledger.enter(), "a task enters");
            check(ledger.enter(), "another task enters");

            Race.run(ledger::leave, ledger::leave, () -> endBlock(ledger, () -> {}));

            check(ledger.blockEnded().isDone(), "the group is closed");
            check(!ledger.enter(), "nothing enters a closed group");
        });
    }

    @Test
    @Spec("SC-2")
    void whatATaskFailedWithIsKnownWhenTheGroupCloses() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var ledger = new TaskLedger();
            var known = new AtomicInteger(-1);
            check(ledger.enter(), "a task enters");
            Race.run(
                    () -> {
                        ledger.failed(new TaskFailed("loser", new IllegalStateException("no")));
                        ledger.leave();
                    },
                    () -> endBlock(ledger, () -> known.set(ledger.failures().size())));

            check(known.get() == 1, "the failure was known");
        });
    }

    @Test
    @Spec("SC-3")
    void aTaskThatEntersWhileTheGroupClosesIsAwaitedOrRefused() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var ledger = new TaskLedger();
            var runs = new AtomicBoolean();
            var closedOverIt = new AtomicBoolean();

            Race.run(
                    () -> {
                        if (ledger.enter()) {
                            runs.set(true);
                            runs.set(false);
                            ledger.leave();
                        }
                    },
                    () -> endBlock(ledger, () -> closedOverIt.set(runs.get())));

            check(!closedOverIt.get(), "no task runs in a closed group");
            check(ledger.blockEnded().isDone(), "the group is closed");
        });
    }

    private static void endBlock(TaskLedger ledger, Runnable whenClosed) {
        var _ = ledger.blockEnded().thenRun(whenClosed);
    }

    /** A group's exit that looks at the tasks before it says that the block has ended. */
    private static final class LosesTheWakeUp {
        private final AtomicInteger running = new AtomicInteger(1);
        private final AtomicBoolean blockEnded = new AtomicBoolean();
        private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

        void leave() {
            if (running.decrementAndGet() == 0 && blockEnded.get()) {
                closed.complete(null);
            }
        }

        void endBlock() {
            if (running.get() == 0) {
                closed.complete(null);
            }
            blockEnded.set(true);
        }
    }

    @Test
    void anExitThatLosesTheWakeUpIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var exit = new LosesTheWakeUp();

                    Race.run(exit::leave, exit::endBlock);

                    check(exit.closed.isDone(), "the group is closed");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("the group is closed");
    }

    @Test
    @Spec("SC-2")
    void aTaskThatLeavesBeforeItTellsItsFailureIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var ledger = new TaskLedger();
                    var known = new AtomicInteger(-1);
                    check(ledger.enter(), "a task enters");
                    Race.run(
                            () -> {
                                ledger.leave();
                                ledger.failed(new TaskFailed("loser", new IllegalStateException("no")));
                            },
                            () -> endBlock(
                                    ledger, () -> known.set(ledger.failures().size())));

                    check(known.get() == 1, "the failure was known");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("the failure was known");
    }

    @Test
    @Spec("SC-3")
    void aGroupThatLooksBeforeItLetsATaskInIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var running = new AtomicInteger();
                    var ended = new AtomicBoolean();
                    var closedOverIt = new AtomicBoolean();

                    Race.run(
                            () -> {
                                if (!ended.get()) {
                                    running.incrementAndGet();
                                    closedOverIt.compareAndSet(false, ended.get() && running.get() == 1);
                                }
                            },
                            () -> ended.set(running.get() == 0));

                    check(!closedOverIt.get(), "no task runs in a closed group");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("no task runs in a closed group");
    }
}
