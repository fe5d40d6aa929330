package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How work on a session is begun and ended.
 *
 * @param core the session
 * @param transaction whether it runs in a transaction, committed at its end
 * @param close whether the session is closed at its end
 */
record SessionBlock(SessionCore<?> core, boolean transaction, boolean close) {
    /**
     * Runs work from its begin to its end, in an awaitlet.
     *
     * @throws SessionSharedAcrossTasks if the session belongs to another awaitlet (ER-501)
     * @throws SessionReentered from inside another operation (ER-507)
     */
    <T extends @Nullable Object> WorkFuture<T> start(Supplier<? extends CompletionStage<T>> work) {
        var operation = new Operation(transaction ? "begin" : "withSession", CallSite.find());
        var lender = core.lend(operation);
        return Awaitlets.async(named(operation), () -> {
            try {
                return run(operation, work);
            } finally {
                core.giveBack(lender);
            }
        });
    }

    private <T extends @Nullable Object> T run(Operation operation, Supplier<? extends CompletionStage<T>> work) {
        T value;
        try {
            if (transaction) {
                core.beginBlock();
            }
            value = await(stage(operation, work));
            refuseForgotten();
            if (transaction) {
                core.flushBlock();
            }
            Awaitlets.checkpointIfCancelled(); // the last one: from here on the commit and the close are one unit
        } catch (Throwable failure) {
            core.stop(new CancelReason(CancelReason.Kind.ABANDONED, "its block ended"));
            try {
                core.endBlock(false, close);
            } catch (Throwable second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        core.endBlock(transaction, close);
        return value;
    }

    /** A stage, in a box: an awaitlet must not return one. */
    private record Started<T extends @Nullable Object>(CompletionStage<T> stage) {}

    /** Calls the work in an awaitlet of its own, whose end makes the session free for whoever the work started. */
    private <T extends @Nullable Object> CompletionStage<T> stage(
            Operation operation, Supplier<? extends CompletionStage<T>> work) {
        return await(Awaitlets.async(named("work of " + operation), () -> new Started<T>(work.get())))
                .stage();
    }

    private AsyncOptions named(Object what) {
        return AsyncOptions.inherited().named(what + " of " + core).withoutSite();
    }

    private void refuseForgotten() {
        var running = core.unanswered();
        if (!running.isEmpty()) {
            throw new ForgottenOperation(core.toString(), running);
        }
    }
}
