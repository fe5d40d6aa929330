package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What uses a session: operations, blocks, and the awaitlet whose it is. Safe for use by many threads. */
final class SessionUses {
    private final SessionQueue queue;
    private final List<WorkFuture<?>> blocks = new CopyOnWriteArrayList<>(); // that have not ended

    SessionUses(SessionQueue queue) {
        this.queue = queue;
    }

    /** Counts a block until it has ended. */
    void by(WorkFuture<?> block) {
        blocks.add(block);
        var _ = block.worker().orElseThrow().whenEnded().thenRun(() -> blocks.remove(block));
    }

    /**
     * The operations and blocks under way; null if there are none, else a future that completes when they have ended.
     */
    @Nullable
    CompletableFuture<?> underWay() {
        var running = Stream.concat(
                        queue.pending().stream().map(Operation::ended),
                        blocks.stream()
                                .map(block -> block.worker().orElseThrow())
                                .filter(worker -> !worker.ended())
                                .map(worker -> worker.whenEnded().toCompletableFuture()))
                .toArray(CompletableFuture<?>[]::new);
        return running.length == 0 ? null : CompletableFuture.allOf(running);
    }

    /**
     * The awaitlet whose the session is, unless somebody may act for that; null, or a future that completes when it has
     * ended.
     */
    @Nullable
    CompletableFuture<?> byOtherThan(@Nullable Awaitlet asker) {
        var user = queue.ownerTask();
        return user == null || user.ended() || (asker != null && asker.mayActFor(user))
                ? null
                : user.whenEnded().toCompletableFuture();
    }

    List<Operation> pending() {
        return queue.pending();
    }

    /** Asks what is under way to stop. */
    void stop(CancelReason reason) {
        blocks.forEach(block -> block.requestCancel(reason));
        queue.pending().forEach(operation -> operation.cancel(reason));
    }
}
