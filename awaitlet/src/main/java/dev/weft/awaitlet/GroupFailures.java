package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group has to tell when it ends, put together as one failure: what its block and its tasks failed with, and
 * what the block has left open.
 *
 * <p>Touched by the group's host only.
 */
final class GroupFailures {
    private final List<ScopeMisuse> misuses = new ArrayList<>();
    private @Nullable Throwable block;
    private boolean blockFirst;

    /** Takes what the block failed with; {@code first} if no task had failed before. */
    void ofBlock(Throwable failure, boolean first) {
        block = failure;
        blockFirst = first;
    }

    /** Takes what the block did wrong, which is told in any case, if need be beside another failure. */
    void misuse(ScopeMisuse misuse) {
        misuses.add(misuse);
    }

    /** Does a step of the group's end, which may find a misuse. */
    void collecting(Runnable step) {
        try {
            step.run();
        } catch (ScopeMisuse misuse) {
            misuses.add(misuse);
        }
    }

    /** What leaves the group, if anything: failures before a cancel from outside. */
    @Nullable
    Throwable told(List<TaskFailed> tasks, @Nullable Cancelled outside) {
        var failed = failed(tasks);
        var thrown = failed == null ? outside : failed;
        for (var misuse : misuses) {
            if (thrown == null) {
                thrown = misuse;
            } else {
                thrown.addSuppressed(misuse);
            }
        }
        return thrown;
    }

    private @Nullable Throwable failed(List<TaskFailed> tasks) {
        if (tasks.isEmpty()) {
            return block;
        }
        if (block != null && blockFirst) {
            return withOthers(block, tasks);
        }
        var first = tasks.getFirst().failure();
        var thrown = first instanceof Error error
                ? withOthers(error, tasks.subList(1, tasks.size()))
                : new TaskGroupFailed(tasks);
        if (block != null && !isEcho(block, tasks)) {
            thrown.addSuppressed(block);
        }
        return thrown;
    }

    /** Tells whether the block only passes on what a task's handle told it. */
    private static boolean isEcho(Throwable blockFailure, List<TaskFailed> tasks) {
        var told = blockFailure instanceof TaskFailed failed ? failed.failure() : blockFailure;
        return tasks.stream().anyMatch(failed -> same(failed.failure(), told));
    }

    private static Throwable withOthers(Throwable first, List<TaskFailed> others) {
        for (var other : others) {
            if (!same(other.failure(), first)) {
                first.addSuppressed(other);
            }
        }
        return first;
    }

    @SuppressWarnings("ReferenceEquality") // the same instance is meant
    private static boolean same(Throwable one, Throwable other) {
        return one == other;
    }
}
