package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The failure of waiting for a connection while others held all of them (ER-401).
 *
 * <ul>
 *   <li>It tells who holds the connections and for how long, longest first.
 *   <li>It never stands for a database that cannot be reached: that is {@link DatabaseUnreachable}.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class PoolExhausted extends WeftException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_HOLDERS_NAMED = 10;

    private final transient EngineStatus status;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     * @param waited how long the caller waited; zero if it did not
     * @param status the pool at the moment the caller gave up
     */
    public PoolExhausted(String engine, Duration waited, EngineStatus status) {
        super(
                "ER-401",
                problem(engine, waited, status),
                "Close connections sooner, keep slow work out of transactions, or raise poolSize or acquireTimeout.",
                null);
        this.status = status;
    }

    /**
     * The most connections there may be.
     *
     * @return the limit of the pool
     */
    public int size() {
        return status.limit();
    }

    /**
     * The connections that were held.
     *
     * @return their number
     */
    public int inUse() {
        return status.inUse();
    }

    /**
     * The callers that waited, without this one.
     *
     * @return their number
     */
    public int waiting() {
        return status.waiting();
    }

    /**
     * How long the connection that was taken first had been held.
     *
     * @return the time, zero if nobody held one
     */
    public Duration longestHold() {
        return longestHold(status);
    }

    /**
     * Who held the connections.
     *
     * @return the holders, longest first
     */
    public List<EngineStatus.Holder> holders() {
        return status.holders();
    }

    private static Duration longestHold(EngineStatus status) {
        return status.holders().stream()
                .map(EngineStatus.Holder::held)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String problem(String engine, Duration waited, EngineStatus status) {
        var holders = status.holders().stream()
                .limit(MOST_HOLDERS_NAMED)
                .map(holder -> holder.task() + " for " + holder.held().toMillis() + " ms"
                        + (holder.site().isEmpty()
                                ? ""
                                : " taken at " + holder.site().getFirst()))
                .collect(Collectors.joining(", "));
        var more = status.holders().size() - MOST_HOLDERS_NAMED;
        return "No connection of engine \"" + engine + "\" became free within " + waited.toMillis() + " ms: "
                + status.inUse() + " of " + status.limit() + " in use, "
                + status.connecting() + " being made, "
                + status.waiting() + " callers waiting, longest hold "
                + longestHold(status).toMillis() + " ms"
                + (holders.isEmpty() ? "" : "; held by " + holders + (more > 0 ? " and " + more + " more" : ""))
                + ".";
    }
}
