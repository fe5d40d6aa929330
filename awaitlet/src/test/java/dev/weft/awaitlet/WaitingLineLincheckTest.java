package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The line that the limiter, the lock and the other primitives share, under every interleaving the model checker tries;
 * each race is also run with a line that makes a mistake, which must be found.
 *
 * <p>The checker lets a park end by itself, so a lost wake-up is no hang to it: what is checked after each race is that
 * nobody waits while a permit is free.
 */
class WaitingLineLincheckTest {
    private static final int SCHEDULES = 2_000;
    private static final CancelReason CANCELLED = CancelReason.requested("race");
    private static final String LOST = "no permit is lost or doubled";
    private static final String HAS_IT = "who has the lock can give it back";
    private static final String SECOND_GOES_ON = "the second has the signal";
    private static final String STUCK = "nobody waits while a permit is free";

    @Test
    @Spec({"AW-28", "AT-75", "SC-20", "R-2"})
    void aPermitIsNeverLostWhenAReleaseRacesACancel() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> releaseRacesCancel(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-20", "R-2"})
    void aLineThatAsksWhetherAWaiterIsCancelledIsFoundOut() {
        isFoundOut(LOST, () -> releaseRacesCancel(new PlainLine.LostOnCancel(1)));
    }

    private static void releaseRacesCancel(Permits line) {
        check(line.join("owner") == null, "the first has the permit");
        var turn = turn(line.join("waiter"));
        var gaveUp = new AtomicBoolean();

        Race.run(() -> line.release("owner"), () -> gaveUp.set(line.leave(turn)));

        check(line.free() == (gaveUp.get() ? 1 : 0), LOST);
        check(gaveUp.get() || turn.isDone(), "who has the permit is told");
        check(line.waiting() == 0, "nobody is left in line");
    }

    @Test
    @Spec({"AW-28", "AT-75", "AT-76", "SC-20"})
    void aHandOverThatRacesACancelReachesTheNextInLine() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> handOverRacesCancel(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-20"})
    void aHandOverThatIsLostToACancelIsFoundOut() {
        isFoundOut("the second has it", () -> handOverRacesCancel(new PlainLine.LostOnCancel(1)));
    }

    private static void handOverRacesCancel(Permits line) {
        check(line.join("owner") == null, "the first has the permit");
        var first = turn(line.join("first"));
        var second = turn(line.join("second"));

        Race.run(() -> line.release("owner"), () -> {
            if (!line.leave(first)) { // has the permit, and releases in its finally
                line.release("first");
            }
        });

        check(second.isDone(), "the second has it");
        check(line.free() == 0, LOST);
        check(line.release("second"), "the second gives it back");
        check(line.free() == 1, LOST);
    }

    @Test
    @Spec({"AW-28", "AT-85", "SC-21"})
    void whoJoinsWhileAPermitIsReleasedGetsIt() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> joinRacesRelease(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-21"})
    void aLostWakeUpIsFoundOut() {
        isFoundOut(STUCK, () -> joinRacesRelease(new PlainLine.LostWakeUp(1)));
    }

    private static void joinRacesRelease(Permits line) {
        check(line.join("owner") == null, "the first has the permit");

        var turn = new AtomicReference<@Nullable CompletableFuture<?>>();

        Race.run(() -> line.release("owner"), () -> turn.set(line.join("newcomer")));

        check(line.free() == 0 || line.waiting() == 0, STUCK);
        var joined = turn.get();
        check(joined == null || joined.isDone(), "the newcomer is told");
        check(line.release("newcomer"), "the newcomer has it");
    }

    @Test
    @Spec({"AW-28", "AT-82", "SC-21"})
    void aPermitReleasedTwiceAtOnceIsFreeOnce() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> releaseRacesRelease(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-21"})
    void aDoubleReleaseIsFoundOut() {
        isFoundOut(LOST, () -> releaseRacesRelease(new PlainLine.DoubleRelease(1)));
    }

    private static void releaseRacesRelease(Permits line) {
        check(line.join("owner") == null, "the first has the permit");
        var taken = new AtomicInteger();
        Runnable release = () -> {
            if (line.release("owner")) {
                taken.incrementAndGet();
            }
        };

        Race.run(release, release);

        check(line.free() == 1, LOST);
        check(taken.get() == 1, "one of them gave it back");
    }

    @Test
    @Spec({"AW-28", "AT-83", "SC-20", "SC-21"})
    void permitsAreConservedWhenAResizeRacesAReleaseAndACancel() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> resizeRacesReleaseAndCancel(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-21"})
    void permitsAreConservedWhenAResizeRacesARelease() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> resizeRacesRelease(Permits.Real.of(1)));
    }

    @Test
    @Spec({"AW-28", "SC-21"})
    void aResizeThatCountsTooEarlyIsFoundOut() {
        isFoundOut(LOST, () -> resizeRacesRelease(new PlainLine.StaleResize(1)));
    }

    @Test
    @Spec({"AW-28", "AT-83", "SC-21"})
    void aResizeThatWakesNobodyIsFoundOut() {
        isFoundOut(STUCK, () -> resizeRacesReleaseAndCancel(new PlainLine.DeafResize(1)));
    }

    private static void resizeRacesRelease(Permits line) {
        check(line.join("owner") == null, "the first has the permit");

        Race.run(() -> line.resize(2), () -> line.release("owner"));

        check(line.free() == 2, LOST);
    }

    private static void resizeRacesReleaseAndCancel(Permits line) {
        check(line.join("owner") == null, "the first has the permit");
        var first = turn(line.join("first"));
        var second = turn(line.join("second"));
        var firstHas = new AtomicBoolean();

        Race.run(() -> line.resize(2), () -> line.release("owner"), () -> firstHas.set(!line.leave(first)));

        check(line.free() <= 0 || line.waiting() == 0, STUCK);
        check(second.isDone(), "the second has one");
        check(line.free() == (firstHas.get() ? 0 : 1), LOST);
    }

    @Test
    @Spec({"AW-28", "AT-75", "SC-10", "SC-20"})
    void anAwaitletThatIsCancelledWhileItsTurnComesEitherHasThePermitOrHasLeft() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> waiterRacesCancel(new Waiter()));
    }

    @Test
    @Spec({"AW-28", "SC-20"})
    void anAwaitletThatAsksItsTurnInsteadOfTheLineIsFoundOut() {
        isFoundOut(LOST, () -> waiterRacesCancel(new AskingWaiter()));
    }

    private static void waiterRacesCancel(Waiter waiter) {
        var thread = new Thread(waiter);
        waiter.cell.set(new AwaitCell<>(thread));

        Race.run(thread, new Thread(() -> waiter.line.release("owner")));

        check(waiter.line.free() == (waiter.has ? 0 : 1), LOST);
        check(waiter.line.waiting() == 0, "nobody is left in line");
        check(waiter.line.release("waiter") == waiter.has, "who has it can give it back");
    }

    /** The waiting of an awaitlet that has been cancelled, with the parts it is made of. */
    private static class Waiter implements Runnable {
        final WaitingLine line = new WaitingLine("line", 1);
        final AtomicReference<@Nullable AwaitCell<@Nullable Void>> cell = new AtomicReference<>();
        final WaitingLine.Turn turn;
        volatile boolean has;

        Waiter() {
            check(line.join("owner") == WaitingLine.Now.TAKEN, "the first has the permit");
            turn = (WaitingLine.Turn) line.join("waiter");
        }

        @Override
        public void run() {
            var mine = cell.get();
            if (mine == null) {
                throw new AssertionError("the cell is set before its waiter starts");
            }
            var _ = turn.whenComplete(mine);
            var cancelled = mine.park(() -> CANCELLED) != null && !mine.comesAfterCancel(turn);
            has = !cancelled || !gaveUpInTime();
        }

        boolean gaveUpInTime() {
            return line.leave(turn);
        }
    }

    /** Takes it for granted that a turn that could be cancelled had not come. */
    private static final class AskingWaiter extends Waiter {
        @Override
        boolean gaveUpInTime() {
            var gaveUp = turn.isCancelled();
            line.leave(turn);
            return gaveUp;
        }
    }

    @Test
    @Spec({"AW-28", "AT-78", "SC-22"})
    void whoJoinsWhileAnEventHappensDoesNotWaitForIt() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var event = Event.create();
            var turn = new AtomicReference<WaitingLine.@Nullable Turn>();

            Race.run(event::set, () -> turn.set(event.turn()));

            var joined = turn.get();
            check(joined == null || joined.isDone(), "nobody waits for what has happened");
            check(event.statistics().waiting() == 0, "nobody is left in line");
        });
    }

    @Test
    @Spec({"AW-28", "SC-22"})
    void anEventThatIsLookedAtOnlyBeforeJoiningIsFoundOut() {
        isFoundOut("nobody waits for what has happened", () -> {
            var line = new WaitingLine("line", 0);
            var set = new AtomicBoolean();
            var turn = new AtomicReference<WaitingLine.@Nullable Turn>();

            Race.run(
                    () -> {
                        set.set(true);
                        line.wake(Integer.MAX_VALUE);
                    },
                    () -> turn.set(set.get() ? null : line.queue(null)));

            var joined = turn.get();
            check(joined == null || joined.isDone(), "nobody waits for what has happened");
        });
    }

    @Test
    @Spec({"AW-28", "AT-79", "SC-20", "SC-22"})
    void aSignalThatRacesACancelReachesTheNextInLine() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> signalRacesCancel(true, WaitingLine::leave));
    }

    @Test
    @Spec({"AW-28", "AT-79", "SC-22"})
    void aSignalThatIsNotHandedOnIsFoundOut() {
        isFoundOut(SECOND_GOES_ON, () -> signalRacesCancel(false, WaitingLine::leave));
    }

    @Test
    @Spec({"AW-28", "SC-20", "SC-22"})
    void aSignalledWaiterThatDoesNotLookInTheLineForTheLockIsFoundOut() {
        isFoundOut(HAS_IT, () -> signalRacesCancel(true, (_, _) -> false));
    }

    private static void signalRacesCancel(boolean handOn, BiPredicate<WaitingLine, WaitingLine.Turn> leave) {
        var lock = new WaitingLine("lock", 1);
        var condition = new WaitingLine("condition", lock);
        check(lock.join("signaller") == WaitingLine.Now.TAKEN, "the signaller has the lock");
        var first = condition.queue("first");
        var second = condition.queue("second");

        Race.run(
                () -> {
                    condition.move(1, lock);
                    check(lock.release("signaller"), HAS_IT);
                },
                () -> {
                    var signalled = !condition.leave(first);
                    var has = signalled && !leave.test(lock, first);
                    if (signalled && handOn) {
                        condition.move(1, lock);
                    }
                    check(!has || lock.release("first"), HAS_IT);
                });

        check(second.isDone(), SECOND_GOES_ON);
        check(lock.release("second"), HAS_IT);
        check(lock.free() == 1 && lock.waiting() == 0, LOST);
    }

    private static void isFoundOut(String otherwise, Runnable race) {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, race))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining(otherwise);
    }

    private static CompletableFuture<?> turn(@Nullable CompletableFuture<?> joined) {
        if (joined == null) {
            throw new AssertionError("not so: it has to wait");
        }
        return joined;
    }
}
