package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A portal that exists while somebody uses it: the first user opens it, users at the same time share it, and the last
 * one out closes it; after anyio's provider of that name.
 *
 * <ul>
 *   <li>Users that follow each other each have a portal of their own; nothing is left behind between them.
 *   <li>Whoever is last waits for the code of all calls.
 * </ul>
 *
 * <p>Safe for use by many threads; made before any of them exists.
 */
public final class PortalProvider {
    private final AsyncOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Shared shared; // guarded by lock

    /** A portal and its users. */
    private static final class Shared {
        private final CompletableFuture<Portal> portal = new CompletableFuture<>();
        private int users; // guarded by the lock of the provider
    }

    private PortalProvider(AsyncOptions options) {
        this.options = options;
    }

    /**
     * A provider of portals in the world of virtual threads.
     *
     * @return a new provider, without a portal
     */
    public static PortalProvider create() {
        return create(AsyncOptions.defaults());
    }

    /**
     * A provider of portals.
     *
     * @param options the async world, the clock and the context carriers of all code that is called
     * @return a new provider, without a portal
     */
    public static PortalProvider create(AsyncOptions options) {
        return new PortalProvider(options);
    }

    /**
     * Begins to use the portal, for try-with-resources.
     *
     * @return the use, to be closed on an ordinary thread
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     */
    public Use open() {
        PortalOnOwnLoop.refuse("PortalProvider.open");
        var mine = enter();
        if (mine.isFirst()) {
            openPortal(mine.shared());
        }
        try {
            return new Use(this, mine.shared(), ThreadWait.outcome(mine.shared().portal));
        } catch (Throwable failure) {
            var _ = leave(mine.shared());
            throw failure;
        }
    }

    private record Entry(Shared shared, boolean isFirst) {}

    private Entry enter() {
        lock.lock();
        try {
            var known = shared;
            if (known == null) {
                known = new Shared();
                shared = known;
            }
            known.users++;
            return new Entry(known, known.users == 1);
        } finally {
            lock.unlock();
        }
    }

    /** Opens the portal outside the lock; others who came meanwhile wait for it. */
    private void openPortal(Shared mine) {
        try {
            mine.portal.complete(Portal.open(options));
        } catch (Throwable failure) {
            mine.portal.completeExceptionally(failure);
        }
    }

    /** Counts one user less, and tells whether that was the last. */
    private boolean leave(Shared mine) {
        lock.lock();
        try {
            mine.users--;
            if (mine.users == 0) {
                shared = null;
            }
            return mine.users == 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a block with the portal.
     *
     * @param block what to run, on the current thread
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     */
    public void run(Portal.Block block) {
        this.<@Nullable Void>call(portal -> {
            block.run(portal);
            return null;
        });
    }

    /**
     * Runs a block with the portal, and answers its result.
     *
     * @param body what to run, on the current thread
     * @param <T> the type of its result
     * @return the result; a failure of the block is thrown as it is
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     */
    public <T extends @Nullable Object> T call(Portal.Body<T> body) {
        try (var use = open()) {
            return body.call(use.portal());
        } catch (Exception failure) {
            throw Failures.sneak(failure);
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "PortalProvider[" + (shared == null ? "not in use" : shared.users + " users") + "]";
        } finally {
            lock.unlock();
        }
    }

    /**
     * One use of the portal, from its beginning to its end.
     *
     * <p>Safe for use by many threads.
     */
    public static final class Use implements AutoCloseable {
        private final PortalProvider provider;
        private final Shared shared;
        private final Portal portal;
        private final AtomicBoolean over = new AtomicBoolean();

        private Use(PortalProvider provider, Shared shared, Portal portal) {
            this.provider = provider;
            this.shared = shared;
            this.portal = portal;
        }

        /**
         * The portal that is shared.
         *
         * @return the portal, not to be closed by its users
         */
        public Portal portal() {
            return portal;
        }

        /**
         * Ends this use; the last one closes the portal, and blocks the current thread until the code of all calls has
         * ended. Calling it again does nothing.
         *
         * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
         */
        @Override
        public void close() {
            PortalOnOwnLoop.refuse("PortalProvider.Use.close");
            if (over.compareAndSet(false, true) && provider.leave(shared)) {
                portal.close();
            }
        }
    }
}
