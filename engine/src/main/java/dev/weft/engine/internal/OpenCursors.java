package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionStreaming;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The streamed results of one connection whose queries have not ended.
 *
 * <p>Changed by the connection's one operation at a time, read from anywhere.
 */
final class OpenCursors {
    private final List<Numbered> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    private record Numbered(int number, OpenCursor cursor) {}

    void add(OpenCursor cursor) {
        open.add(new Numbered(opened.incrementAndGet(), cursor));
    }

    void remove(OpenCursor cursor) {
        open.removeIf(each -> each.cursor.equals(cursor));
    }

    /** A point in time, for {@link #endSince}. */
    int mark() {
        return opened.get();
    }

    /** Where the user ends the results of this connection, if it ever had any. */
    @Nullable
    StackTraceElement site() {
        return opened.get() == 0 ? null : UserCalls.innermost();
    }

    boolean none() {
        return open.isEmpty();
    }

    /** Keeps other statements away from a result that has the connection for itself. */
    void refuseOthers() {
        for (var each : open) {
            if (!each.cursor.sharesConnection()) {
                throw new ConnectionStreaming();
            }
        }
    }

    /** Refuses every further read, without I/O. */
    void refuseReads(String how, @Nullable StackTraceElement site) {
        open.forEach(each -> each.cursor.refuse(how, site));
    }

    /** Forgets all queries with their connection, without I/O. */
    void lost(String how, @Nullable StackTraceElement site) {
        open.forEach(each -> each.cursor.lost(how, site));
    }

    /** Ends all queries, one after the other, whatever becomes of each; part of an operation of the connection. */
    CompletableFuture<@Nullable Void> end(String how, @Nullable StackTraceElement site) {
        return endSince(0, how, site);
    }

    /** Ends the queries that were opened after a point in time. */
    CompletableFuture<@Nullable Void> endSince(int mark, String how, @Nullable StackTraceElement site) {
        var ended = CompletableFuture.<@Nullable Void>completedFuture(null);
        for (var each : open) {
            if (each.number > mark) {
                ended = Completion.anyway(ended, whole -> each.cursor.end(how, site));
            }
        }
        return ended;
    }

    /** Goes on once results have ended, if they ended well. */
    static WorkFuture<@Nullable Void> afterResults(
            CompletableFuture<@Nullable Void> ended, Supplier<WorkFuture<@Nullable Void>> next) {
        return ended.isDone() && !ended.isCompletedExceptionally()
                ? next.get()
                : Completion.work(WorkFuture.following(ended).thenCompose(nothing -> next.get()));
    }

    /** Goes on once results have ended, in whatever way. */
    static WorkFuture<@Nullable Void> afterResultsAnyway(
            CompletableFuture<@Nullable Void> ended, Supplier<WorkFuture<@Nullable Void>> next) {
        return ended.isDone() && !ended.isCompletedExceptionally()
                ? next.get()
                : WorkFuture.following(Completion.anyway(ended, whole -> next.get()));
    }
}
