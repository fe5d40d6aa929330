package dev.weft.hibernate;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session factory that is built in an awaitlet when it is first needed, for all who need it.
 *
 * <p>A build that fails is forgotten, so that the next one to need it tries again. Safe for use by many threads.
 */
final class BuiltOrm implements OrmSource {
    private final AsyncEngine engine;
    private final String maker;
    private final Callable<Orm> build;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Orm> built; // guarded by lock
    private @Nullable CompletableFuture<Void> closed; // guarded by lock

    private BuiltOrm(AsyncEngine engine, Callable<Orm> build) {
        this.engine = engine;
        this.maker = "The session maker of engine \"" + engine.name() + "\"";
        this.build = build;
    }

    static OrmSource with(AsyncEngine engine, SessionOptions options, Class<?>... entities) {
        return new BuiltOrm(engine, new FactoryBuild(engine, options, List.of(entities)));
    }

    @Override
    public void requireSameDialect(AsyncEngine other) {
        if (!other.dialect().equals(engine.dialect())) {
            throw new IllegalArgumentException("the sessions of engine \"" + engine.name() + "\" speak "
                    + engine.dialect() + ", but engine \"" + other.name() + "\" understands " + other.dialect());
        }
    }

    @Override
    public CompletableFuture<Orm> get() {
        var mine = new CompletableFuture<Orm>();
        lock.lock();
        try {
            if (closed != null) {
                return CompletableFuture.failedFuture(new ResourceClosed(maker, null));
            }
            if (built != null) {
                return built.copy();
            }
            built = mine;
        } finally {
            lock.unlock();
        }
        build(mine);
        return mine.copy();
    }

    private void build(CompletableFuture<Orm> mine) {
        var _ = Awaitlets.async(AsyncOptions.defaults().named("build of a session factory"), build)
                .whenComplete((orm, failure) -> {
                    if (failure == null) {
                        mine.complete(orm);
                    } else {
                        forgetBuild();
                        mine.completeExceptionally(failure);
                    }
                });
    }

    private void forgetBuild() {
        lock.lock();
        try {
            built = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<Void> aclose() {
        var mine = new CompletableFuture<Void>();
        CompletableFuture<Orm> last;
        lock.lock();
        try {
            if (closed != null) {
                return closed.copy();
            }
            closed = mine;
            last = built;
        } finally {
            lock.unlock();
        }
        if (last == null) {
            mine.complete(null);
        } else {
            var _ = last.whenComplete((orm, failure) -> close(failure == null ? orm : null, mine));
        }
        return mine.copy();
    }

    private static void close(@Nullable Orm orm, CompletableFuture<Void> done) {
        if (orm == null) {
            done.complete(null);
            return;
        }
        var _ = Awaitlets.async(
                        AsyncOptions.defaults().named("close of a session factory"),
                        () -> orm.factory().close())
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
    }
}
