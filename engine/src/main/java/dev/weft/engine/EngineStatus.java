package dev.weft.engine;

import java.time.Duration;
import java.util.List;

/**
 * A look at an engine's pool: its sizes at one moment.
 *
 * @param limit the most connections there may be
 * @param open the connections that exist, in use or idle
 * @param inUse the connections held by somebody
 * @param connecting the connections being made
 * @param waiting the callers waiting for a connection
 * @param holders who holds a connection, longest first
 * @param reclaimed the connections taken back so far because whoever held them was collected without closing them
 * @param closed whether the engine has been closed
 */
public record EngineStatus(
        int limit,
        int open,
        int inUse,
        int connecting,
        int waiting,
        List<Holder> holders,
        long reclaimed,
        boolean closed) {
    /**
     * Who holds a connection.
     *
     * @param task the awaitlet that took it, or the thread outside of awaitlets
     * @param held for how long
     * @param site where it was taken, innermost call first, without the calls of the JDK and of Weft; empty unless
     *     {@link PoolOptions#leakAfter()} is set
     */
    public record Holder(String task, Duration held, List<StackTraceElement> site) {
        /** Keeps a copy of the list. */
        public Holder {
            site = List.copyOf(site);
        }
    }

    /** Keeps a copy of the list. */
    public EngineStatus {
        holders = List.copyOf(holders);
    }

    /**
     * The connections that wait to be used.
     *
     * @return the number of idle connections
     */
    public int idle() {
        return open - inUse;
    }
}
