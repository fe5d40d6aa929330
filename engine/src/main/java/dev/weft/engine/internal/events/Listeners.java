package dev.weft.engine.internal.events;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ListenerRegistration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one engine, and the order in which they and an operation run.
 *
 * <p>Safe for use by many threads.
 */
public final class Listeners {
    private static final AsyncOptions LISTENED =
            AsyncOptions.defaults().named("weft-listened").withoutSite();
    private static final System.Logger LOGGER = System.getLogger("dev.weft.engine.events");

    private final String engine;
    private final CopyOnWriteArrayList<EngineListener> all = new CopyOnWriteArrayList<>();

    /**
     * No listeners yet.
     *
     * @param engine the engine's name, for the log
     */
    public Listeners(String engine) {
        this.engine = engine;
    }

    /**
     * Adds one.
     *
     * @param listener the listener
     * @return what takes it away again
     */
    public ListenerRegistration add(EngineListener listener) {
        var listening = new AtomicBoolean(true);
        all.add(listener);
        return () -> {
            if (listening.compareAndSet(true, false)) {
                all.remove(listener);
            }
        };
    }

    /**
     * Tells whether nobody listens; then nothing else here needs to be called.
     *
     * @return true if there are none
     */
    public boolean none() {
        return all.isEmpty();
    }

    /**
     * Tells all of them of something that is about to happen.
     *
     * @param event the event; the first failure is thrown on, and the rest are not told
     */
    public void before(Consumer<? super EngineListener> event) {
        all.forEach(event);
    }

    /**
     * Tells all of them of something that has happened; a failure is logged.
     *
     * @param what the event's name, for the log
     * @param event the event
     */
    public void after(String what, Consumer<? super EngineListener> event) {
        for (var listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable failure) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        engine + ": a listener failed after the event \"" + what + "\", which stands",
                        failure);
            }
        }
    }

    /**
     * Tells all of them of something that has happened, beyond the reach of a cancel; a failure is logged.
     *
     * @param what the event's name, for the log
     * @param event the event
     */
    public void afterShielded(String what, Consumer<? super EngineListener> event) {
        CancelScope.create().shield(true).run(() -> after(what, event));
    }

    /**
     * Tells all of them, if there are any, as {@link #afterShielded}.
     *
     * @param what the event's name, for the log
     * @param event the event
     */
    public void afterIfAny(String what, Consumer<? super EngineListener> event) {
        if (!none()) {
            afterShielded(what, event);
        }
    }

    /**
     * Runs an operation between its events, in an awaitlet.
     *
     * @param before the event before it, whose failure keeps it from running; or null
     * @param operation starts the operation
     * @param after the event after its success, or null
     * @param <T> the type of its result
     * @return the operation, which may be cancelled
     */
    public <T extends @Nullable Object> WorkFuture<T> around(
            @Nullable Consumer<? super EngineListener> before,
            Supplier<WorkFuture<T>> operation,
            @Nullable Consumer<? super EngineListener> after) {
        return Awaitlets.async(LISTENED, () -> {
            if (before != null) {
                before(before);
            }
            T value = Awaitlets.await(operation.get());
            if (after != null) {
                afterShielded("end of an operation", after);
            }
            return value;
        });
    }

    /**
     * Runs what tells of a beginning, in an awaitlet.
     *
     * @param telling what tells; its failure is that of what begins
     * @return the telling, which may be cancelled
     */
    public WorkFuture<@Nullable Void> begun(Runnable telling) {
        return Awaitlets.async(LISTENED, () -> {
            telling.run();
            return null;
        });
    }
}
