package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation of a session, from its call to its end. Safe for use by many threads. */
final class Operation {
    private final String name;
    private final StackWalker.@Nullable StackFrame site;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final long number;
    private final @Nullable Awaitlet endOf;
    private final Set<Operation> passed;
    private final BooleanSupplier wanted;
    private volatile @Nullable Awaitlet worker;
    private volatile @Nullable WorkFuture<?> work; // once it has started
    private volatile @Nullable Consumer<CancelReason> stop; // once it has started
    private volatile @Nullable CancelReason stopped;

    /** One that stands in no queue. */
    Operation(String name, StackWalker.@Nullable StackFrame site) {
        this(name, site, 0, null, Set.of(), () -> true);
    }

    /**
     * An operation in a queue.
     *
     * @param number its place there
     * @param endOf the block that it ends, if it does
     * @param passed the ends of blocks that are before it in the queue, and which it comes before, being of those
     *     blocks
     * @param wanted tells whether anybody waits to be told how it ends
     */
    Operation(
            String name,
            StackWalker.@Nullable StackFrame site,
            long number,
            @Nullable Awaitlet endOf,
            Set<Operation> passed,
            BooleanSupplier wanted) {
        this.name = name;
        this.site = site;
        this.number = number;
        this.endOf = endOf;
        this.passed = passed;
        this.wanted = wanted;
    }

    /** Tells whether this is the end of a block that an awaitlet works for. */
    boolean endsBlockOf(Awaitlet caller) {
        // In this order: for one that has ended meanwhile anybody may act.
        return endOf != null && caller.mayActFor(endOf) && !endOf.ended();
    }

    boolean passesAny() {
        return !passed.isEmpty();
    }

    /**
     * Tells whether another operation of the queue comes before this one: one that is before it there, or that is of
     * the block that this one ends; but no end that this one passes, and nothing that has to wait for such an end.
     */
    boolean waitsFor(Operation other) {
        return other != this
                && (other.number < number || other.passed.contains(this))
                && !passed.contains(other)
                && passed.stream().allMatch(end -> other.number < end.number || other.passed.contains(end));
    }

    void startedAs(WorkFuture<?> future) {
        work = future;
        stopWith(future::requestCancel);
    }

    /** It runs in its caller's awaitlet. */
    void startedIn(CancelScope scope) {
        stopWith(scope::cancel);
    }

    private void stopWith(Consumer<CancelReason> means) {
        stop = means;
        var reason = stopped; // looked at after the means are set: one of the two sees the other
        if (reason != null) {
            means.accept(reason);
        }
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
        stopped = reason;
        var means = stop;
        if (means != null) {
            means.accept(reason);
        }
    }

    /** Tells whether somebody has not been told how the operation ended, or will end. */
    boolean unanswered() {
        var future = work;
        return wanted.getAsBoolean() && (future == null || !future.isDone());
    }

    boolean isNamed(String other) {
        return name.equals(other);
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
