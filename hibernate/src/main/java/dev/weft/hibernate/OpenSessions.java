package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.ResourceClosed;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a maker that are not closed, and their end with it.
 *
 * <p>They are held weakly: one that nobody has any more is collected, and if it had a connection, the pool tells of
 * that. Safe for use by many threads.
 */
final class OpenSessions {
    private static final System.Logger LOGGER = System.getLogger("dev.weft.hibernate");
    private static final AsyncOptions END = AsyncOptions.defaults().named("end of a session maker");

    private final Duration finishTimeout;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ScopedSessions> scoped = Collections.newSetFromMap(new WeakHashMap<>()); // guarded by lock
    private final ReferenceQueue<SessionCore<?>> forgotten = new ReferenceQueue<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();

    OpenSessions(Duration finishTimeout) {
        this.finishTimeout = finishTimeout;
    }

    /** A session, until it is closed. */
    final class Place extends WeakReference<SessionCore<?>> {
        private final CompletableFuture<Void> left = new CompletableFuture<>();

        private Place(SessionCore<?> session) {
            super(session, forgotten);
        }

        /** The session is closed. */
        void leave() {
            places.remove(this);
            left.complete(null);
        }
    }

    /** A place for a new session, to be {@link #enter entered} when that is made. */
    Place placeOf(SessionCore<?> session) {
        return new Place(session);
    }

    /**
     * Counts a new session among these.
     *
     * @throws ResourceClosed if the maker is closed, or about to be (ER-303)
     */
    void enter(Place place) {
        for (@Nullable Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            places.remove(gone);
        }
        places.add(place);
        if (closing.get() != null) { // asked after it is entered: whoever closes has seen it, or is seen here
            place.leave();
            throw new ResourceClosed("This session maker", null);
        }
    }

    /** Counts sessions by a key among what ends with the maker. */
    ScopedSessions ending(ScopedSessions scopes) {
        lock.lock();
        try {
            scoped.add(scopes);
            return scopes;
        } finally {
            lock.unlock();
        }
    }

    private List<ScopedSessions> scoped() {
        lock.lock();
        try {
            return List.copyOf(scoped);
        } finally {
            lock.unlock();
        }
    }

    /** The sessions of now. */
    List<SessionCore<?>> all() {
        return places.stream()
                .<SessionCore<?>>map(Place::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The session that holds an entity; null if none does. Each is asked in its turn. */
    CompletableFuture<@Nullable AsyncSession> holding(Object entity) {
        var found = new CompletableFuture<@Nullable AsyncSession>();
        var asked = all().stream()
                .map(session -> session.holds(entity)
                        .exceptionally(_ -> false) // it has been closed meanwhile, or knows of no such class
                        .thenAccept(holds -> {
                            if (holds && session.face() instanceof AsyncSession holder) {
                                found.complete(holder);
                            }
                        }))
                .toArray(CompletableFuture<?>[]::new);
        var _ = CompletableFuture.allOf(asked).thenRun(() -> found.complete(null));
        return found;
    }

    /** Closes each session after the operations that it has been asked for. */
    CompletableFuture<Void> closeAll() {
        var all = all().stream().map(SessionCore::aclose).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /**
     * Takes no more sessions, lets those come to their end that somebody uses, closes the others, and does one thing
     * more.
     */
    CompletableFuture<Void> aclose(Supplier<CompletableFuture<Void>> last) {
        var mine = new CompletableFuture<Void>();
        var before = closing.compareAndExchange(null, mine);
        if (before != null) {
            return before.copy();
        }
        for (var session : all()) {
            if (session.isHeldHere()) {
                var _ = session.aclose();
            }
        }
        var asker = Awaitlets.current().orElse(null);
        var _ = Awaitlets.async(END, () -> end(asker, last)).whenComplete((_, failure) -> {
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine.copy();
    }

    private void end(@Nullable Awaitlet asker, Supplier<CompletableFuture<Void>> last) {
        var ends = places.stream()
                .map(place -> Awaitlets.async(END, () -> end(place, asker)))
                .toArray(CompletableFuture<?>[]::new);
        try (Orm.Step _ = () -> await(last.get());
                Orm.Step _ = () -> scoped().forEach(ScopedSessions::end)) {
            await(CompletableFuture.allOf(ends));
        }
    }

    private void end(Place place, @Nullable Awaitlet asker) {
        var session = place.get();
        if (session == null) {
            return;
        }
        var unused = CancelScope.moveOnAfter(finishTimeout, () -> awaitUnused(session, place, asker));
        if (unused.isEmpty()) {
            session.uses().stop(new CancelReason(CancelReason.Kind.ABANDONED, "its session maker was closed"));
        }
        var closed = CancelScope.moveOnAfter(finishTimeout, () -> {
            await(session.aclose());
            return awaitUnused(session, place, asker);
        });
        if (closed.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    () -> "A session maker was closed while " + session + " was still used, by "
                            + session.uses().pending() + "; it is closed when that ends");
        }
    }

    private static @Nullable CompletableFuture<?> use(SessionCore<?> session, @Nullable Awaitlet asker) {
        var underWay = session.uses().underWay();
        return underWay != null || session.isClosed()
                ? underWay
                : session.uses().byOtherThan(asker);
    }

    private static boolean awaitUnused(SessionCore<?> session, Place place, @Nullable Awaitlet asker) {
        for (var use = use(session, asker); use != null; use = use(session, asker)) {
            var _ = await(CompletableFuture.anyOf(use, place.left.isDone() ? use : place.left));
        }
        return true;
    }
}
