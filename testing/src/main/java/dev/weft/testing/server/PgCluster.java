package dev.weft.testing.server;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A PostgreSQL server of one test's own, whose life the test rules: it can be stopped, restarted, frozen, and made to
 * end sessions.
 *
 * <ul>
 *   <li>It has a temporary data directory, a port of 127.0.0.1 that stays the same over restarts, a database
 *       {@code weft}, and a user of that name with that password. Sessions are found by their application name, which
 *       for an engine is the engine's name.
 *   <li>What is committed outlives {@link Stop#IMMEDIATE}, though not a crash of the machine.
 *   <li>Every method returns when what it says is done, and fails after a minute at most.
 *   <li>{@link #close()} ends it whatever its state, frozen ones too, and deletes its directory. So does the end of the
 *       JVM, also by {@link System#exit} or a signal that lets shutdown hooks run.
 *   <li>It runs where {@link EmbeddedPostgres} does: as root or as an ordinary user, without Docker.
 * </ul>
 *
 * <p>Starting one takes seconds; tests that do no harm to their server share {@link EmbeddedPostgres#shared()}.
 *
 * <p>Safe for use by many threads at once; what changes its state happens one after the other.
 */
public final class PgCluster implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int TERMINATION_MILLIS = 10_000;
    private final RunningServer server;
    private final ReentrantLock lock = new ReentrantLock(); // held while the state changes

    /** How a server is stopped. */
    public enum Stop {
        /** Transactions are rolled back and clients told; the data is in order. */
        FAST("INT"),
        /** As by a crash: nothing is put in order, and the next start recovers what was committed. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private PgCluster(RunningServer server) {
        this.server = server;
    }

    /**
     * Makes a cluster and starts it.
     *
     * @return the started cluster, to be closed by the caller
     * @throws ServerStartFailed if it does not accept connections within 60 s; the message shows the end of its log
     */
    public static PgCluster create() {
        return new PgCluster(RunningServer.start(new PostgresProgram(true), DEADLINE));
    }

    /**
     * The port on which the server listens while it runs.
     *
     * @return a TCP port of 127.0.0.1, the same after a restart
     */
    public int port() {
        return server.port();
    }

    /**
     * Weft's URL of the database, with user and password.
     *
     * @return such as {@code postgresql://weft:weft@127.0.0.1:25432/weft}
     */
    public String url() {
        return "postgresql://weft:weft@127.0.0.1:" + port() + "/weft";
    }

    /**
     * Whether the server runs; a frozen one does.
     *
     * @return false once it is stopped or has crashed
     */
    public boolean isRunning() {
        return server.isRunning();
    }

    /**
     * Starts the server on the data it has, and waits until it accepts connections; does nothing if it runs.
     *
     * @throws ServerStartFailed if it does not within 60 s; the message shows the end of its log
     */
    public void start() {
        change(() -> server.start(DEADLINE));
    }

    /**
     * Stops the server, thawing it before; does nothing if it does not run.
     *
     * @param how in order, or as by a crash
     * @throws PgClusterFailed if it does not end within 60 s
     */
    public void stop(Stop how) {
        change(() -> stopNow(how));
    }

    /**
     * Stops the server and starts it again, on the same port and data.
     *
     * @param how in order, or as by a crash
     * @throws PgClusterFailed if it does not end within 60 s
     * @throws ServerStartFailed if it does not accept connections within 60 s; the message shows the end of its log
     */
    public void restart(Stop how) {
        change(() -> {
            stopNow(how);
            server.start(DEADLINE);
        });
    }

    /**
     * Suspends all processes of the server: connections stay open and new ones are taken, but nothing answers.
     *
     * @throws PgClusterFailed if it does not run
     */
    public void freeze() {
        change(() -> server.freeze(Deadline.after(DEADLINE)));
    }

    /**
     * Resumes a frozen server; does nothing to one that is not.
     *
     * @throws PgClusterFailed if its processes cannot be told
     */
    public void thaw() {
        change(() -> server.thaw(Deadline.after(DEADLINE)));
    }

    /**
     * The sessions of one client.
     *
     * @param applicationName the name it gave itself; for an engine, the engine's name
     * @return a list, by the server's process ids
     * @throws PgClusterFailed if the server does not answer within 30 s, as when it is stopped or frozen
     */
    public List<ServerSession> sessions(String applicationName) {
        return ask(server -> ServerSession.ofPostgres(server, applicationName));
    }

    /**
     * Ends the sessions of one client, whatever they do, and waits until they are gone.
     *
     * @param applicationName the name it gave itself; for an engine, the engine's name
     * @return how many were ended
     * @throws PgClusterFailed if the server does not answer within 30 s, as when it is stopped or frozen
     */
    public int terminateBackends(String applicationName) {
        return terminate("application_name", query -> query.setString(2, applicationName));
    }

    /**
     * Ends one session, whatever it does, and waits until it is gone.
     *
     * @param processId the server's process, as {@link ServerSession#id()} and {@code pg_backend_pid()} tell it
     * @return whether there was such a session
     * @throws PgClusterFailed if the server does not answer within 30 s, as when it is stopped or frozen
     */
    public boolean terminateBackend(long processId) {
        return terminate("pid", query -> query.setLong(2, processId)) == 1;
    }

    private int terminate(String column, Parameter which) {
        var sql = """
                SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, ?))
                FROM pg_stat_activity
                WHERE %s = ? AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                """.formatted(column);
        return ask(server -> {
            try (var query = server.prepareStatement(sql)) {
                query.setInt(1, TERMINATION_MILLIS);
                which.of(query);
                try (var rows = query.executeQuery()) {
                    return rows.next() ? rows.getInt(1) : 0;
                }
            }
        });
    }

    private <T> T ask(Question<T> question) {
        try (var connection = new Login(server.dialect(), port()).connect("weft")) {
            return question.of(connection);
        } catch (SQLException failed) {
            throw new PgClusterFailed(this + " did not answer: " + failed.getMessage(), failed);
        }
    }

    private void stopNow(Stop how) throws IOException, InterruptedException {
        server.stop(how.signal, DEADLINE);
    }

    private void change(Change change) {
        lock.lock();
        try {
            change.run();
        } catch (IOException failed) {
            throw new PgClusterFailed(this + " did not do what was asked: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PgClusterFailed("Interrupted while waiting for " + this, interrupted);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the server, whatever its state, and deletes its directory; closing it twice does no harm.
     *
     * @throws java.io.UncheckedIOException if something of it cannot be deleted within 10 s
     */
    @Override
    public void close() {
        change(server::close);
    }

    @Override
    public String toString() {
        return server.toString();
    }

    private interface Change {
        void run() throws IOException, InterruptedException;
    }

    private interface Question<T> {
        T of(Connection server) throws SQLException;
    }

    private interface Parameter {
        void of(PreparedStatement query) throws SQLException;
    }
}
