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
 * Work on a session between a begin and an end.
 *
 * @param core the session
 * @param name what the block is called
 * @param ends how it begins and ends
 */
record SessionBlock(SessionCore<?> core, String name, BlockEnds ends) {
    /** A block with a session of its own, and with a transaction if that is asked for. */
    static SessionBlock withSession(SessionCore<?> core, boolean transaction) {
        return new SessionBlock(
                core, transaction ? "begin" : "withSession", new BlockEnds.OfSession(core, transaction));
    }

    /** A block in a transaction. */
    static SessionBlock begin(SessionCore<?> core) {
        return new SessionBlock(core, "begin", new BlockEnds.OfTransaction(core));
    }

    /** A block from a savepoint on. */
    static SessionBlock beginNested(SessionCore<?> core) {
        return new SessionBlock(core, "beginNested", new NestedEnds<>(core));
    }

    /**
     * Runs work from its begin to its end, in an awaitlet.
     *
     * @throws SessionSharedAcrossTasks if the session belongs to another awaitlet (ER-501)
     * @throws SessionReentered from inside another operation (ER-507)
     */
    <T extends @Nullable Object> WorkFuture<T> start(Supplier<? extends CompletionStage<T>> work) {
        var operation = new Operation(name, CallSite.find());
        var lender = core.lend(operation);
        var endTurn = core.endTurn();
        WorkFuture<T> block = Awaitlets.async(named(name), () -> {
            try {
                return run(work, endTurn);
            } finally {
                core.giveBack(lender);
            }
        });
        core.uses().by(block);
        var awaitlet = block.worker().orElseThrow();
        var _ = block.whenComplete((_, failure) -> {
            if (failure != null) {
                endTurn.takeEarly(awaitlet);
            }
        });
        var _ = awaitlet.whenEnded().thenRun(endTurn::release);
        return block;
    }

    private <T extends @Nullable Object> T run(Supplier<? extends CompletionStage<T>> work, EndTurn endTurn)
            throws Exception {
        T value;
        try {
            ends.begin();
            value = await(stage(work));
            Awaitlets.checkpointIfCancelled();
            refuseForgotten();
            ends.flush();
            Awaitlets.checkpointIfCancelled(); // the last one: from here on the end is one unit
        } catch (Throwable failure) {
            var end = endTurn.take(Awaitlets.require(name));
            core.stopBefore(end, new CancelReason(CancelReason.Kind.ABANDONED, "its block ended"));
            try {
                ends.end(false, end);
            } catch (Throwable second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        ends.end(true, endTurn.take(Awaitlets.require(name)));
        return value;
    }

    /** A stage, in a box: an awaitlet must not return one. */
    private record Started<T extends @Nullable Object>(CompletionStage<T> stage) {}

    /** Calls the work in an awaitlet of its own, whose end makes the session free for whoever the work started. */
    private <T extends @Nullable Object> CompletionStage<T> stage(Supplier<? extends CompletionStage<T>> work)
            throws Exception {
        return Awaitlets.call(named("work of " + name), () -> new Started<T>(work.get()))
                .stage();
    }

    /** Without the line it was called at, which costs more to look up than the awaitlet itself. */
    private AsyncOptions named(String what) {
        return AsyncOptions.inherited().withoutSite().named(what + " of " + core);
    }

    private void refuseForgotten() {
        var running = core.unanswered();
        if (!running.isEmpty()) {
            throw new ForgottenOperation(core.toString(), running);
        }
    }
}
