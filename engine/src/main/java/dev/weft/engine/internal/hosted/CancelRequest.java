package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.TimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The cancelling of one call to a driver, by the quiet-wire rule: whoever uses the connection next is never hit by it.
 *
 * <ul>
 *   <li>The request is sent through the driver's own cancel, and sent again until the call ends: one that arrives
 *       before the statement runs is ignored by the server.
 *   <li>{@link #awaitSent()} returns only when the last request has ended, so none is under way when the connection
 *       goes on.
 *   <li>A call that does not end within its budget is cut off with its connection.
 * </ul>
 *
 * <p>{@link #start} may come from any thread, also when the call has just ended: it then sends nothing.
 */
final class CancelRequest {
    private static final long PAUSE_MILLIS = 25;

    /** What a request is sent through. */
    @FunctionalInterface
    interface Target {
        void cancel() throws SQLException;
    }

    private sealed interface State {}

    private enum Quiet implements State {
        IDLE,
        ENDED
    }

    /** Under way, or over; with the latches that a call which nobody cancels does without. */
    private record Sending(CancelReason reason, CountDownLatch sent, CountDownLatch callEnded) implements State {
        Sending(CancelReason reason) {
            this(reason, new CountDownLatch(1), new CountDownLatch(1));
        }

        boolean callHasEnded() {
            return callEnded.getCount() == 0;
        }

        boolean callEndsSoon() {
            try {
                return callEnded.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException never) {
                throw new AssertionError("nobody else knows this thread", never);
            }
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(Quiet.IDLE);
    private final TimeSource time;
    private final Duration budget;
    private final Runnable cutOff;
    private volatile @Nullable Target target;
    private volatile @Nullable SQLException refusal;
    private volatile TimeSource.@Nullable Timer cutOffTimer; // from the first cancel on

    CancelRequest(@Nullable Target target, TimeSource time, Duration budget, Runnable cutOff) {
        this.time = time;
        this.target = target;
        this.budget = budget;
        this.cutOff = cutOff;
    }

    /** What a request would be sent through, or null if there is nothing to stop. */
    @Nullable
    Target target() {
        return target;
    }

    /** Keeps why a request could not be sent. */
    void refused(SQLException failure) {
        refusal = failure;
    }

    /** Names what runs, such as a statement's own cancel, for a call that makes its own. */
    void target(Target running) {
        target = running;
    }

    void start(CancelReason reason) {
        var sending = new Sending(reason);
        if (state.compareAndSet(Quiet.IDLE, sending)) {
            // Beside the requests, because one of them may itself get no answer.
            cutOffTimer =
                    time.schedule(budget.toNanos(), () -> Thread.startVirtualThread(() -> cutOffUnlessEnded(sending)));
            if (sending.callHasEnded()) {
                forgetCutOff();
            }
            Thread.ofVirtual().name("weft-cancel").start(() -> {
                try {
                    sendUntilTheCallEnds(sending);
                } finally {
                    sending.sent.countDown();
                }
            });
        }
    }

    private void sendUntilTheCallEnds(Sending sending) {
        var until = time.nanoTime() + budget.toNanos();
        do {
            var running = target;
            try {
                if (running != null) {
                    running.cancel();
                }
            } catch (SQLException refused) {
                refusal = refused; // shown with the outcome of the call; the next attempt may do better
            }
        } while (!sending.callEndsSoon() && time.nanoTime() - until < 0);
    }

    private void cutOffUnlessEnded(Sending sending) {
        if (!sending.callHasEnded()) {
            cutOff.run();
        }
    }

    private void forgetCutOff() {
        var set = cutOffTimer;
        if (set != null) {
            set.cancel();
        }
    }

    /** Ends the call, and tells whether that was all: no request was sent, and none will be. */
    boolean endUnlessSending() {
        if (state.compareAndSet(Quiet.IDLE, Quiet.ENDED) || !(state.get() instanceof Sending sending)) {
            return true;
        }
        sending.callEnded.countDown();
        forgetCutOff();
        return false;
    }

    /** Waits until the last request has ended. */
    void awaitSent() {
        if (state.get() instanceof Sending sending) {
            awaitUninterruptibly(sending.sent);
        }
    }

    /** Why the call was cancelled, or null if it was not. */
    @Nullable
    CancelReason reason() {
        return state.get() instanceof Sending sending ? sending.reason : null;
    }

    /** Why the driver would not send a request, if that happened. */
    @Nullable
    SQLException refusal() {
        return refusal;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        var interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
