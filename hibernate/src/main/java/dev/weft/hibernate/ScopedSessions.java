package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one implementation of sessions by a key. Safe for use by many threads. */
final class ScopedSessions implements AsyncScopedSessions {
    private static final System.Logger LOGGER = System.getLogger("dev.weft.hibernate");

    private final AsyncSessionMaker maker;
    private final Supplier<?> key;
    private final ConcurrentHashMap<Object, Scoped> sessions = new ConcurrentHashMap<>();

    ScopedSessions(AsyncSessionMaker maker, Supplier<?> key) {
        this.maker = maker;
        this.key = key;
    }

    /** A session, and where it was first asked for. */
    private record Scoped(AsyncSession session, StackWalker.@Nullable StackFrame site) {}

    /** Sessions by the current awaitlet. */
    static ScopedSessions ofAwaitlets(AsyncSessionMaker maker) {
        return new ScopedSessions(maker, () -> Awaitlets.require("current()"));
    }

    @Override
    public AsyncSession current() {
        var scope = scope();
        var known = sessions.get(scope);
        if (known != null && !known.session.isClosed()) {
            return known.session;
        }
        var site = CallSite.find();
        var scoped = sessions.compute(
                scope,
                (_, other) ->
                        other != null && !other.session.isClosed() ? other : new Scoped(maker.openSession(), site));
        if (known == null && scope instanceof Awaitlet awaitlet) {
            var _ = awaitlet.whenEnded().thenRun(() -> end(scope, false));
        }
        return scoped.session;
    }

    private Object scope() {
        return Objects.requireNonNull(key.get(), "the key of scoped sessions answered null");
    }

    @Override
    public CompletableFuture<Void> remove() {
        var scoped = sessions.remove(scope());
        return scoped == null ? CompletableFuture.completedFuture(null) : scoped.session.aclose();
    }

    @Override
    public Set<Object> keys() {
        return Set.copyOf(sessions.keySet());
    }

    /** Ends those that nobody removed while their maker lived; it has closed their sessions. */
    void end() {
        sessions.keySet().forEach(scope -> end(scope, true));
    }

    private void end(Object scope, boolean closed) {
        var scoped = sessions.remove(scope);
        if (scoped != null && (closed || !scoped.session.isClosed())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    () -> scoped.session + " of scope " + scope + " was never removed; it was opened"
                            + (scoped.site == null ? "" : " at " + scoped.site.toStackTraceElement())
                            + " and is closed now");
            var _ = scoped.session.aclose();
        }
    }
}
