package dev.weft.testing;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.internal.LeakCheck;
import dev.weft.testing.server.FreshDatabase;
import dev.weft.testing.server.ServerSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A watch over engines of one's own: whatever a test leaves behind fails it with {@link LeakFound}, which names each
 * leak and its holder.
 *
 * <ul>
 *   <li>With JUnit: a field {@code @RegisterExtension final LeakWatch leaks = LeakWatch.create()}. After each test, and
 *       after its {@code @AfterEach} methods, it looks, closes the watched engines, and looks again. In a static field
 *       the engines are shared: it looks after each test, and closes them after the last.
 *   <li>Without: a resource of {@code try}, which does the same at its end; or {@link #check()}, which closes nothing.
 *   <li>A leak is, while engines are open: a connection in use or being made, a waiting caller, a connection that was
 *       never closed and whose holder is gone, an awaitlet that is live and was not before. Where it is told of
 *       {@linkplain #watchSessions(FreshDatabase) sessions}: a transaction that is open on the server, more or fewer
 *       sessions there than the engines have connections.
 *   <li>And once they are closed: an engine that does not close, a connection it keeps, a session that outlives it, an
 *       awaitlet or a platform thread that was not there before.
 *   <li>What still ends by itself has two seconds to do so at either look, and where nothing is left none are lost.
 *   <li>The lines that took a connection are told if {@link dev.weft.engine.PoolOptions#leakAfter()} is set.
 * </ul>
 *
 * <p>{@link EngineTest} has one already. Awaitlets and threads are counted in the whole JVM: where JUnit runs tests in
 * parallel, those with a watch need {@code @ResourceLock("dev.weft.testing")}. Engines may be added from any thread;
 * the rest is for one thread at a time.
 */
public final class LeakWatch
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    private final LeakCheck check = new LeakCheck();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int classes; // touched by JUnit's thread only; those under way that share the engines

    private LeakWatch() {}

    /** What tells of the sessions that a server has with the watched engines, and with nobody else. */
    @FunctionalInterface
    public interface Sessions {
        /**
         * Looks.
         *
         * @return the sessions of now, such as {@link ServerSession#ofPostgres} answers
         * @throws SQLException if the server does not tell, which counts as a leak
         */
        List<ServerSession> now() throws SQLException;
    }

    /**
     * A watch that watches no engine yet. What lives now, awaitlets and platform threads, is not a leak.
     *
     * @return the watch
     */
    public static LeakWatch create() {
        return new LeakWatch();
    }

    /**
     * Watches an engine, and closes it at the end; it may be closed before.
     *
     * @param engine the engine
     * @return the same
     */
    public AsyncEngine watch(AsyncEngine engine) {
        check.add(engine);
        return engine;
    }

    /**
     * Watches the sessions of a database on an embedded server, for those of the engines that are on it.
     *
     * @param database the database, which is not dropped here
     * @return this watch
     */
    public LeakWatch watchSessions(FreshDatabase database) {
        check.add(database);
        return this;
    }

    /**
     * Watches sessions on any server, for all of the engines.
     *
     * @param sessions what tells of them; asked again and again, on the checking thread
     * @return this watch
     */
    public LeakWatch watchSessions(Sessions sessions) {
        check.add(sessions);
        return this;
    }

    /**
     * Lets platform threads be that outlive the engines, and are not theirs, such as those of a library that keeps some
     * for ever.
     *
     * @param beginning how their names begin
     * @return this watch
     */
    public LeakWatch ignoreThreads(String beginning) {
        check.ignoreThreads(beginning);
        return this;
    }

    /**
     * Sets how long what still ends by itself has to do so, at either look.
     *
     * @param patience zero or more; 2 s unless this is called
     * @return this watch
     * @throws IllegalArgumentException if it is negative
     */
    public LeakWatch withPatience(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must be zero or more, but is " + patience);
        }
        check.patience(patience);
        return this;
    }

    /**
     * Looks for what is in use now, and leaves the engines open.
     *
     * @throws LeakFound if something is left
     */
    public void check() {
        check.check();
    }

    /**
     * Looks, closes the watched engines, and looks again; a second call does nothing.
     *
     * @throws LeakFound if something is left
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            check.finish();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            check.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        check.startTest();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            check.finish();
        } else {
            check.check();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            check.finish();
        }
    }
}
