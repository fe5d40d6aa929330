package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One operation of a session, from its call to its end. Safe for use by many threads. */
final class Operation {
    private final String name;
    private final StackWalker.@Nullable StackFrame site;
    private final CompletableFuture<WorkFuture<?>> work = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final @Nullable Awaitlet endOf;
    private final @Nullable Operation passed;
    private volatile @Nullable Awaitlet worker;

    Operation(String name, StackWalker.@Nullable StackFrame site) {
        this(name, site, null, null);
    }

    /**
     * An operation.
     *
     * @param endOf the block that it ends, if it does
     * @param passed the end of a block, later in its turn though earlier in the queue, because this is of that block
     */
    Operation(
            String name, StackWalker.@Nullable StackFrame site, @Nullable Awaitlet endOf, @Nullable Operation passed) {
        this.name = name;
        this.site = site;
        this.endOf = endOf;
        this.passed = passed;
    }

    /** Tells whether this is the end of a block that an awaitlet works for. */
    boolean endsBlockOf(Awaitlet caller) {
        return endOf != null && caller.mayActFor(endOf);
    }

    boolean passes(Operation end) {
        return passed == end;
    }

    void startedAs(WorkFuture<?> future) {
        work.complete(future);
    }

    void runBy(Awaitlet awaitlet) {
        worker = awaitlet;
    }

    /** Tells whether an awaitlet is the one that runs this operation, or one that it waits for. */
    boolean isRunBy(Awaitlet awaitlet) {
        var running = worker;
        // In this order: one that has ended meanwhile may be acted for by anybody, and runs nothing.
        return running != null && awaitlet.mayActFor(running) && !running.ended();
    }

    /** Asks the operation to stop, now or as soon as it starts. */
    void cancel(CancelReason reason) {
        var _ = work.thenAccept(future -> future.requestCancel(reason));
    }

    /** Tells whether nobody has been told how the operation ended, or will end. */
    boolean unanswered() {
        var future = work.getNow(null);
        return future == null || !future.isDone();
    }

    /** Completes when the operation has ended, and never fails. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return name + (site == null ? "" : " at " + site.toStackTraceElement());
    }
}
