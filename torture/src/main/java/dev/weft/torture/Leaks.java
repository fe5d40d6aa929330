package dev.weft.torture;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.server.ServerSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine still holds once nobody works on it, by its own account and by the server's.
 *
 * @param found a sentence for each; empty if nothing is held
 * @param after how long it took until nothing was held, or was looked for
 */
record Leaks(List<String> found, Duration after) {
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Looks until nothing is held, or patience is over. */
    static Leaks of(Rig rig, AsyncEngine engine) throws InterruptedException {
        return of(rig, engine, false);
    }

    /**
     * The same after sessions were killed: one that died idle is found at its next use, and still counted until then.
     */
    static Leaks afterKills(Rig rig, AsyncEngine engine) throws InterruptedException {
        return of(rig, engine, true);
    }

    private static Leaks of(Rig rig, AsyncEngine engine, boolean killed) throws InterruptedException {
        var start = System.nanoTime();
        while (true) {
            var found = held(rig.server(), engine, killed);
            var after = Duration.ofNanos(System.nanoTime() - start);
            if (found.isEmpty() || after.compareTo(rig.budget().patience()) >= 0) {
                return new Leaks(found, after);
            }
            Await.pause(PAUSE);
        }
    }

    private static List<String> held(Server server, AsyncEngine engine, boolean killed) {
        var found = new ArrayList<String>();
        var status = engine.status();
        if (status.inUse() > 0) {
            found.add(status.inUse() + " in use, by " + status.holders());
        }
        if (status.waiting() > 0) {
            found.add(status.waiting() + " waiting");
        }
        if (status.connecting() > 0) {
            found.add(status.connecting() + " connecting");
        }
        var sessions = server.sessions(engine.name());
        if (killed ? sessions.size() > status.open() : sessions.size() != status.open()) {
            found.add("the server has " + sessions.size() + " sessions, the pool " + status.open());
        }
        sessions.stream()
                .filter(session -> session.inTransaction() || !session.state().equals("idle"))
                .map(ServerSession::toString)
                .forEach(found::add);
        return found;
    }
}
