package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.internal.pool.ConnectionPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The isolation of a database's transactions that ask for none, asked for once. */
final class DefaultIsolation {
    private final ConnectionPool pool;
    private volatile @Nullable IsolationLevel known;

    DefaultIsolation(ConnectionPool pool) {
        this.pool = pool;
    }

    CompletableFuture<IsolationLevel> get() {
        var before = known;
        return before == null ? ask() : CompletableFuture.completedFuture(before);
    }

    private CompletableFuture<IsolationLevel> ask() {
        return pool.acquire(Callers.here(List.of())).thenCompose(lease -> {
            var asked = new CompletableFuture<IsolationLevel>();
            WorkFuture<IsolationLevel> asking = lease.connection().isolation();
            var _ = asking.whenComplete((level, failure) -> {
                var _ = lease.giveBack().whenComplete((nothing, late) -> {
                    if (failure == null) {
                        known = level;
                        asked.complete(level);
                    } else {
                        asked.completeExceptionally(failure);
                    }
                });
            });
            return asked;
        });
    }
}
