package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How an ordinary thread waits for async work: blocked, and only where it was asked for by name. */
final class ThreadWait {
    private ThreadWait() {}

    /**
     * Blocks the current thread until a stage completes, and answers or throws what came of it. An interrupt cancels
     * the work it stands for, whose end is still waited for; the flag is there again for the code outside.
     */
    static <T extends @Nullable Object> T outcome(CompletionStage<T> stage) {
        var thread = Thread.currentThread();
        var cell = new AwaitCell<T>(thread);
        var _ = stage.whenComplete(cell);
        var interrupted = false;
        for (var reason = park(cell); reason != null; reason = park(cell)) {
            interrupted = true;
            if (stage instanceof WorkFuture<T> work) {
                work.requestCancel(reason);
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
        var failure = cell.failure();
        if (failure != null) {
            throw Failures.sneak(Failures.awaitedHere(Failures.peel(failure), thread));
        }
        return cell.value();
    }

    /** Waits for the outcome or an interrupt, whose flag is taken away because with it no park waits. */
    private static @Nullable CancelReason park(AwaitCell<?> cell) {
        return cell.park(() -> Thread.interrupted() ? new CancelReason(Kind.INTERRUPTED, "") : null);
    }
}
