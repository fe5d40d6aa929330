package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/** What cancels a stretch of blocking code, under every interleaving that the model checker tries. */
class CancelHookLincheckTest {
    private static final int SCHEDULES = 2_000;
    private static final CancelReason REASON = CancelReason.requested("race");

    @Test
    @Spec("AW-28")
    void twoCancelsAndTheEndOfTheStretchFireItAtMostOnceAndNeverAfterTheEnd() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var fired = new AtomicInteger();
            var hook = new CancelHook(CancelScope.create(), null, _ -> fired.incrementAndGet());

            Race.run(() -> hook.fire(REASON), () -> hook.fire(REASON), hook::disarm);

            var before = fired.get();
            check(before <= 1, "it was told at most once");
            hook.fire(REASON);
            check(fired.get() == before, "after the end nothing is told");
        });
    }

    @Test
    @Spec("AW-28")
    void afterTheEndOfTheStretchNothingOfItRuns() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var stretchEnded = new AtomicBoolean();
            var late = new AtomicBoolean();
            var hook = new CancelHook(CancelScope.create(), null, _ -> late.set(stretchEnded.get()));

            Race.run(() -> hook.fire(REASON), () -> {
                hook.disarm();
                stretchEnded.set(true);
            });

            check(!late.get(), "it was not told after the end");
        });
    }

    @Test
    @Spec("AW-28")
    void aHookThatEndsWithoutWaitingIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var armed = new AtomicBoolean(true);
                    var stretchEnded = new AtomicBoolean();
                    var late = new AtomicBoolean();

                    Race.run(
                            () -> {
                                if (armed.compareAndSet(true, false)) {
                                    late.set(stretchEnded.get());
                                }
                            },
                            () -> {
                                armed.set(false);
                                stretchEnded.set(true);
                            });

                    check(!late.get(), "it was not told after the end");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("it was not told after the end");
    }

    @Test
    @Spec("AW-28")
    void aHookThatLooksInsteadOfDecidingIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var fired = new AtomicInteger();
                    var armed = new AtomicInteger(1);
                    Runnable fire = () -> {
                        if (armed.get() == 1) {
                            armed.set(0);
                            fired.incrementAndGet();
                        }
                    };

                    Race.run(fire, fire);

                    check(fired.get() <= 1, "it was told at most once");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("it was told at most once");
    }
}
