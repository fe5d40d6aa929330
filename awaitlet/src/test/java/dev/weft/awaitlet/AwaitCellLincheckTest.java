package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hand-over of an outcome to the awaitlet that waits for it, under every interleaving the model checker tries. */
class AwaitCellLincheckTest {
    private static final int SCHEDULES = 2_000;

    @Test
    @Spec({"AW-28", "AW-1"})
    void anOutcomeThatRacesTheParkWakesTheWaiterAndIsThere() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var handOver = new HandOver();
            var waiter = new Thread(() -> {
                check(handOver.cell().park(() -> null) == null, "nothing tells it to give up");
                handOver.got.set(handOver.cell().value());
            });
            handOver.awaitedBy(waiter);

            Race.run(waiter, new Thread(() -> handOver.cell().accept("value", null)));

            check("value".equals(handOver.got.get()), "the value has arrived");
        });
    }

    @Test
    @Spec({"AW-28", "SC-10"})
    void anOutcomeThatRacesTheCancelIsBroughtOrItsStageIsCancelled() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var handOver = new HandOver();
            var reason = new AtomicReference<@Nullable CancelReason>();
            var stage = new CompletableFuture<String>();
            var waiter = new Thread(() -> {
                var cell = handOver.cell();
                var _ = stage.whenComplete(cell);
                if (cell.park(reason::get) == null || cell.comesAfterCancel(stage)) {
                    cell.park(() -> null);
                    handOver.got.set(cell.value());
                }
            });
            handOver.awaitedBy(waiter);

            Race.run(waiter, new Thread(() -> stage.complete("value")), new Thread(() -> {
                reason.set(CancelReason.requested("race"));
                LockSupport.unpark(waiter);
            }));

            var got = handOver.got.get();
            check(stage.isCancelled() ? got == null : "value".equals(got), "no value is lost");
        });
    }

    @Test
    @Spec("AW-28")
    void aCellThatIsDoneBeforeItsValueIsThereIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var done = new AtomicBoolean();
                    var value = new AtomicReference<@Nullable String>();
                    var got = new AtomicReference<@Nullable String>();
                    var waiter = new Thread(() -> {
                        while (!done.get()) {
                            LockSupport.park();
                        }
                        got.set(value.get());
                    });

                    Race.run(waiter, new Thread(() -> {
                        done.set(true);
                        value.set("value");
                        LockSupport.unpark(waiter);
                    }));

                    check("value".equals(got.get()), "the value has arrived");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("the value has arrived");
    }

    @Test
    @Spec({"AW-28", "SC-10"})
    void aWaiterThatGivesUpWithoutAskingTheStageIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var handOver = new HandOver();
                    var reason = new AtomicReference<@Nullable CancelReason>();
                    var stage = new CompletableFuture<String>();
                    var waiter = new Thread(() -> {
                        var cell = handOver.cell();
                        var _ = stage.whenComplete(cell);
                        if (cell.park(reason::get) != null) {
                            stage.cancel(true);
                        }
                        if (cell.done()) { // the outcome may still be on its way
                            handOver.got.set(cell.value());
                        }
                    });
                    handOver.awaitedBy(waiter);

                    Race.run(waiter, new Thread(() -> stage.complete("value")), new Thread(() -> {
                        reason.set(CancelReason.requested("race"));
                        LockSupport.unpark(waiter);
                    }));

                    var got = handOver.got.get();
                    check(stage.isCancelled() ? got == null : "value".equals(got), "no value is lost");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("no value is lost");
    }

    /** The cell of a thread that does not exist yet, and what that thread got from it. */
    private static final class HandOver {
        private final AtomicReference<@Nullable AwaitCell<String>> cell = new AtomicReference<>();
        private final AtomicReference<@Nullable String> got = new AtomicReference<>();

        void awaitedBy(Thread waiter) {
            cell.set(new AwaitCell<>(waiter));
        }

        AwaitCell<String> cell() {
            var known = cell.get();
            if (known == null) {
                throw new AssertionError("the cell is set before its waiter starts");
            }
            return known;
        }
    }
}
