package dev.weft.testing.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineStatus;
import dev.weft.testing.LeakFound;
import dev.weft.testing.server.ServerSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The check that a test leaves nothing behind (H-1).
 *
 * <p>What still ends by itself has two seconds to do so: first with the engines open, then with them closed.
 */
final class LeakCheck {
    private final TestDatabase database;
    private final WatchedEngines engines;
    private final Set<Awaitlet> awaitletsBefore;
    private final PlatformThreads threadsBefore;

    private LeakCheck(TestDatabase database, WatchedEngines engines) {
        this.database = database;
        this.engines = engines;
        this.awaitletsBefore = new HashSet<>(Awaitlets.live());
        this.threadsBefore = PlatformThreads.now();
    }

    /** Takes the baseline. */
    static LeakCheck start(TestDatabase database, WatchedEngines engines) {
        return new LeakCheck(database, engines);
    }

    /**
     * Checks, and closes the engines.
     *
     * @throws LeakFound if something was left
     */
    void finish() {
        var found = new ArrayList<>(Settling.await(this::whileOpen));
        found.addAll(engines.close());
        Settling.await(this::onceClosed).stream()
                .filter(Predicate.not(found::contains))
                .forEach(found::add);
        if (!found.isEmpty()) {
            throw new LeakFound(found);
        }
    }

    private List<String> whileOpen() {
        var found = new ArrayList<String>();
        engines.all().forEach(engine -> found.addAll(held(engine)));
        found.addAll(liveAwaitlets(awaitletsBefore));
        var sessions = database.sessions();
        sessions.stream()
                .filter(ServerSession::inTransaction)
                .map(session -> "a transaction is open on the server: " + told(session))
                .forEach(found::add);
        var known = engines.all().stream().filter(this::isHere).toList();
        var open = known.stream().mapToInt(engine -> engine.status().open()).sum();
        if (database.onServer() && sessions.size() != open) {
            found.add("the server has " + sessions.size() + " sessions, but the engines have " + open
                    + " connections; the sessions: "
                    + sessions.stream().map(LeakCheck::told).collect(Collectors.joining("; ")));
        }
        return found;
    }

    private List<String> onceClosed() {
        var found = new ArrayList<>(liveAwaitlets(awaitletsBefore));
        for (var engine : engines.all()) {
            var open = engine.status().open();
            if (open > 0) {
                found.add("engine \"" + engine.name() + "\" is closed, but has " + open + " connections");
            }
        }
        database.sessions().stream()
                .map(session -> "a session outlived its engine: " + told(session))
                .forEach(found::add);
        threadsBefore.newer().stream()
                .map(thread -> "a platform thread outlived its engine: \"" + thread.getName() + "\"")
                .forEach(found::add);
        return found;
    }

    /** Whether an engine is on the test's own database, not on another one that the test named. */
    private boolean isHere(AsyncEngine engine) {
        return engine.url().database().equals(database.engineUrl().database())
                && engine.url().port().equals(database.engineUrl().port());
    }

    private static List<String> held(AsyncEngine engine) {
        var status = engine.status();
        var name = "engine \"" + engine.name() + "\": ";
        var found = new ArrayList<String>();
        if (status.inUse() > 0) {
            found.add(name + status.inUse() + " of " + status.open() + " connections in use, held by "
                    + status.holders().stream().map(LeakCheck::told).collect(Collectors.joining(", ")));
        }
        if (status.waiting() > 0) {
            found.add(name + status.waiting() + " callers waiting for a connection");
        }
        if (status.reclaimed() > 0) {
            found.add(name + status.reclaimed() + " connections were never closed; their holders are gone");
        }
        if (status.connecting() > 0) {
            found.add(name + status.connecting() + " connections being made");
        }
        return found;
    }

    /** A sentence for each awaitlet that lives now and did not then. */
    static List<String> liveAwaitlets(Set<Awaitlet> before) {
        return Awaitlets.live().stream()
                .filter(Predicate.not(before::contains))
                .map(awaitlet -> "an awaitlet is live: " + awaitlet)
                .toList();
    }

    private static String told(EngineStatus.Holder holder) {
        return holder.task() + " for " + holder.held().toMillis() + " ms";
    }

    private static String told(ServerSession session) {
        return session.id()
                + (session.client().isEmpty() ? "" : " of \"" + session.client() + "\"")
                + ", " + session.state()
                + (session.statement().isEmpty() ? "" : ", with: " + session.statement());
    }
}
