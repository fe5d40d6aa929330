package dev.weft.vertx.internal.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose event loops connections live on: those of the Vert.x that is at work where a connection is made, else those of
 * one that the driver makes at the first connect.
 *
 * <p>The driver's own ends when it is closed and its last connection has gone; later ones get another. Safe for use by
 * many threads.
 */
final class VertxHome {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Vertx> closing = new HashSet<>(); // guarded by lock; those of the driver's own that still end
    private @Nullable Own own; // guarded by lock

    /** A Vert.x of the driver's own, and how many connections live on it. */
    private static final class Own {
        private final Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        private int tenants; // guarded by lock
    }

    /** A place for one connection, to be left when that has ended. */
    record Place(ContextInternal context, Runnable leave) {}

    /** A place on the loop of the current context, if there is one. */
    Place take() {
        var current = ContextInternal.current();
        if (current != null && !isOwn(current.owner())) {
            return new Place(
                    current.owner()
                            .contextBuilder()
                            .withEventLoop(current.nettyEventLoop())
                            .build(),
                    () -> {});
        }
        var home = enter();
        return new Place(((VertxInternal) home.vertx).createEventLoopContext(), () -> leave(home));
    }

    private boolean isOwn(Vertx vertx) {
        lock.lock();
        try {
            return (own != null && own.vertx.equals(vertx)) || closing.contains(vertx);
        } finally {
            lock.unlock();
        }
    }

    private Own enter() {
        lock.lock();
        try {
            var home = own;
            if (home == null) {
                home = new Own();
                own = home;
            }
            home.tenants++;
            return home;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Own home) {
        lock.lock();
        try {
            home.tenants--;
            if (home.tenants > 0 || !closing.contains(home.vertx)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        var _ = end(home);
    }

    private Future<Void> end(Own home) {
        return home.vertx.close().onComplete((_, _) -> {
            lock.lock();
            try {
                closing.remove(home.vertx);
            } finally {
                lock.unlock();
            }
        });
    }

    /** Ends the driver's own loops, now or when their last connection has gone. */
    Future<Void> close() {
        Own home;
        lock.lock();
        try {
            home = own;
            own = null;
            if (home == null) {
                return Future.succeededFuture();
            }
            closing.add(home.vertx);
            if (home.tenants > 0) {
                return Future.succeededFuture();
            }
        } finally {
            lock.unlock();
        }
        return end(home);
    }
}
