package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The failure of waiting for one more connection of a pool whose every connection is held by somebody who waits for one
 * more (ER-403).
 *
 * <ul>
 *   <li>Where it is certain that nobody can go on, one of those who wait gets it after half a second at most, so that
 *       the others can: inside awaitlets, by {@code begin(...)} within {@code begin(...)} and by the JDBC face.
 *   <li>Otherwise it comes at the end of the acquire timeout, in place of {@link PoolExhausted}.
 *   <li>It tells who holds the connections, and where they were taken if {@link PoolOptions#leakAfter()} is set.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads. HikariCP's page on pool locking is about the same fault.
 */
public final class PoolSelfDeadlock extends WeftException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_HOLDERS_NAMED = 10;

    private final transient EngineStatus status;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     * @param status the pool at that moment
     */
    public PoolSelfDeadlock(String engine, EngineStatus status) {
        super(
                "ER-403",
                problem(engine, status),
                "Pass the connection on instead of taking a second one while holding the first, or make poolSize larger"
                        + " than the tasks that run at a time.",
                null);
        this.status = status;
    }

    /**
     * Who held the connections, each waiting for one more.
     *
     * @return the holders, longest first
     */
    public List<EngineStatus.Holder> holders() {
        return status.holders();
    }

    private static String problem(String engine, EngineStatus status) {
        var more = status.holders().size() - MOST_HOLDERS_NAMED;
        return "All " + status.limit() + " connections of engine \"" + engine
                + "\" are held by tasks that wait for one more: "
                + status.holders().stream()
                        .limit(MOST_HOLDERS_NAMED)
                        .map(PoolSelfDeadlock::words)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "") + ".";
    }

    private static String words(EngineStatus.Holder holder) {
        return holder.task() + " for " + holder.held().toMillis() + " ms"
                + (holder.site().isEmpty() ? "" : " taken at " + holder.site().getFirst());
    }
}
