package dev.weft.testing.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.testing.LeakFound;
import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.FreshDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The check that nothing is left behind (H-1).
 *
 * <p>What still ends by itself has two seconds, or what is asked for, to do so: first with the engines open, then with
 * them closed. Engines may be added by any thread; the rest is for one thread at a time.
 */
public final class LeakCheck {
    private final List<WatchedEngine> engines = new CopyOnWriteArrayList<>();
    private final List<WatchedServer> servers = new CopyOnWriteArrayList<>();
    private final List<String> ignoredThreads = new CopyOnWriteArrayList<>();
    private Duration patience = Settling.PATIENCE;
    private Set<Awaitlet> awaitletsBefore = Set.of();
    private PlatformThreads threadsBefore = new PlatformThreads(Set.of());

    /** A check of which the baseline is what there is now. */
    public LeakCheck() {
        start();
    }

    /** Takes the baseline. */
    public void start() {
        threadsBefore = PlatformThreads.now();
        startTest();
    }

    /** Takes the baseline of what the engines hand out, but not of what they have themselves. */
    public void startTest() {
        awaitletsBefore = new HashSet<>(Awaitlets.live());
        engines.forEach(WatchedEngine::begin);
    }

    /**
     * Watches an engine.
     *
     * @param engine the engine
     */
    public void add(AsyncEngine engine) {
        engines.add(new WatchedEngine(engine));
    }

    /**
     * Watches the sessions of a database, for those of the engines that are on it.
     *
     * @param database the database
     */
    public void add(FreshDatabase database) {
        servers.add(WatchedServer.of(database));
    }

    /**
     * Watches sessions, for all of the engines.
     *
     * @param sessions the sessions
     */
    public void add(LeakWatch.Sessions sessions) {
        servers.add(new WatchedServer(sessions, _ -> true));
    }

    /**
     * Lets threads be.
     *
     * @param beginning how their names begin
     */
    public void ignoreThreads(String beginning) {
        ignoredThreads.add(beginning);
    }

    /**
     * Sets how long what still ends by itself has to do so, at either look.
     *
     * @param value zero or more
     */
    public void patience(Duration value) {
        patience = value;
    }

    /**
     * Checks what is in use.
     *
     * @throws LeakFound if something was left
     */
    public void check() {
        fail(Settling.await(patience, this::whileOpen));
    }

    /**
     * Checks what is in use, closes the engines, and checks what they leave.
     *
     * @throws LeakFound if something was left
     */
    public void finish() {
        var found = new ArrayList<>(Settling.await(patience, this::whileOpen));
        var closing = engines.stream().map(WatchedEngine::close).toList();
        for (var i = 0; i < closing.size(); i++) {
            found.addAll(engines.get(i).failure(closing.get(i)));
        }
        Settling.await(patience, this::onceClosed).stream()
                .filter(Predicate.not(found::contains))
                .forEach(found::add);
        engines.clear();
        fail(found);
    }

    private static void fail(List<String> found) {
        if (!found.isEmpty()) {
            throw new LeakFound(found);
        }
    }

    private List<String> whileOpen() {
        var found = new ArrayList<String>();
        engines.forEach(engine -> found.addAll(engine.held()));
        found.addAll(liveAwaitlets(awaitletsBefore));
        servers.forEach(server -> found.addAll(server.whileOpen(engines)));
        return found;
    }

    private List<String> onceClosed() {
        var found = new ArrayList<>(liveAwaitlets(awaitletsBefore));
        engines.forEach(engine -> found.addAll(engine.left()));
        servers.forEach(server -> found.addAll(server.onceClosed()));
        threadsBefore.newer().stream()
                .map(Thread::getName)
                .filter(name -> ignoredThreads.stream().noneMatch(name::startsWith))
                .map(name -> "a platform thread outlived its engine: \"" + name + "\"")
                .forEach(found::add);
        return found;
    }

    /** A sentence for each awaitlet that lives now and did not then. */
    static List<String> liveAwaitlets(Set<Awaitlet> before) {
        return Awaitlets.live().stream()
                .filter(Predicate.not(before::contains))
                .map(awaitlet -> "an awaitlet is live: " + awaitlet)
                .toList();
    }
}
