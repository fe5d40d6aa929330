package dev.weft.engine.internal.events;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.StatementEvent;
import dev.weft.engine.StatementOutcome;
import dev.weft.engine.internal.flight.StatementFlight;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine keeps an eye on while statements run: its listeners, the log of slow ones, Flight Recorder.
 *
 * <p>If there is nothing of that, a statement costs three looks and no allocation. Safe for use by many threads.
 */
public final class Watch {
    private static final AsyncOptions LISTENED =
            AsyncOptions.defaults().named("weft-listened").withoutSite();
    private static final System.Logger LOGGER = System.getLogger("dev.weft.engine.sql");

    private final String engine;
    private final @Nullable Duration slow;
    private final TimeSource time;
    private final Listeners listeners;

    /**
     * The watch of an engine.
     *
     * @param engine its name
     * @param options what is slow
     */
    public Watch(String engine, EngineOptions options) {
        this.engine = engine;
        this.slow = options.slowStatement();
        this.time = options.time();
        this.listeners = new Listeners(engine);
    }

    /**
     * The listeners.
     *
     * @return the listeners
     */
    public Listeners listeners() {
        return listeners;
    }

    /**
     * Tells whether nobody wants to know of a statement that is about to run.
     *
     * @return true if it may be run without this
     */
    public boolean idle() {
        return listeners.none() && slow == null && !StatementFlight.recording();
    }

    /**
     * Runs a statement under watch.
     *
     * @param hand the connection it runs on
     * @param sql its text
     * @param token its mark, or null
     * @param operation starts it
     * @param <T> the type of its result
     * @return the statement, which may be cancelled
     */
    public <T extends @Nullable Object> WorkFuture<T> statement(
            AtHand hand, String sql, @Nullable String token, Supplier<WorkFuture<T>> operation) {
        var flight = StatementFlight.ifRecording();
        if (listeners.none() && slow == null && flight == null) {
            return operation.get();
        }
        var event = new StatementEvent(engine, sql, token);
        return listeners.none() ? timed(event, flight, operation) : listened(hand, event, flight, operation);
    }

    private <T extends @Nullable Object> WorkFuture<T> timed(
            StatementEvent event, @Nullable StatementFlight flight, Supplier<WorkFuture<T>> operation) {
        var start = time.nanoTime();
        // Told before whoever waits for the statement goes on.
        return (WorkFuture<T>)
                operation.get().whenComplete((value, failure) -> tell(event, flight, outcome(start, failure)));
    }

    private <T extends @Nullable Object> WorkFuture<T> listened(
            AtHand hand, StatementEvent event, @Nullable StatementFlight flight, Supplier<WorkFuture<T>> operation) {
        return Awaitlets.async(LISTENED, () -> {
            listeners.before(listener -> listener.beforeStatement(hand, event));
            var start = time.nanoTime();
            T value;
            try {
                value = Awaitlets.await(operation.get());
            } catch (Throwable failure) {
                ended(hand, event, flight, outcome(start, failure));
                throw failure;
            }
            ended(hand, event, flight, outcome(start, null));
            return value;
        });
    }

    private void ended(AtHand hand, StatementEvent event, @Nullable StatementFlight flight, StatementOutcome outcome) {
        tell(event, flight, outcome);
        if (!hand.connection().broken()) {
            listeners.afterShielded("afterStatement", listener -> listener.afterStatement(hand, event, outcome));
        }
    }

    /**
     * A statement of a JDBC face is about to run; called in the holder's awaitlet.
     *
     * @param hand the connection it runs on
     * @param sql its text
     * @param token its mark, or null
     */
    public void running(AtHand hand, String sql, @Nullable String token) {
        if (!listeners.none()) {
            var event = new StatementEvent(engine, sql, token);
            listeners.before(listener -> listener.beforeStatement(hand, event));
        }
    }

    /**
     * A statement of a JDBC face has run; called in the holder's awaitlet.
     *
     * @param hand the connection it runs on
     * @param event the statement
     * @param flight its Flight Recorder event, or null
     * @param outcome how it ended
     */
    public void ran(AtHand hand, StatementEvent event, @Nullable StatementFlight flight, StatementOutcome outcome) {
        if (listeners.none()) {
            tell(event, flight, outcome);
        } else {
            ended(hand, event, flight, outcome);
        }
    }

    /**
     * Tells whether statements have to be timed.
     *
     * @return true if somebody wants to know how long they take
     */
    public boolean times() {
        return slow != null || !listeners.none();
    }

    private StatementOutcome outcome(long start, @Nullable Throwable failure) {
        var told = failure == null ? null : WorkFuture.cause(failure);
        return new StatementOutcome(Duration.ofNanos(time.nanoTime() - start), told);
    }

    private void tell(StatementEvent event, @Nullable StatementFlight flight, StatementOutcome outcome) {
        if (flight != null) {
            flight.ended(event, outcome.failure());
        }
        if (slow != null && outcome.duration().compareTo(slow) >= 0) {
            var mark = event.loggingToken() == null ? "" : " [" + event.loggingToken() + "]";
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    () -> engine + mark + ": slow statement, "
                            + outcome.duration().toMillis() + " ms" + (outcome.succeeded() ? "" : ", failed") + ": "
                            + event.sql());
        }
    }
}
