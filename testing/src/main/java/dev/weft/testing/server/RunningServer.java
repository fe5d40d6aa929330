package dev.weft.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server from its start to its close, or to the end of the JVM.
 *
 * <ul>
 *   <li>It has started when it has accepted a connection and created the database {@code weft}.
 *   <li>Between a stop and the next start its data and its port stay its own.
 *   <li>If it fails to start, nothing of it is left.
 * </ul>
 *
 * <p>Safe for use by many threads at once.
 */
final class RunningServer {
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 20;
    private static final String NEEDS = "It needs 500 MB in the folder for temporary files, "
            + System.getProperty("java.io.tmpdir") + ", which must be open to all users if this JVM runs as root.";

    private final ServerProgram program;
    private final ServerFolder folder;
    private final int port;
    private final Thread ender;
    private volatile @Nullable Process process;
    private volatile boolean frozen;

    private RunningServer(ServerProgram program, ServerFolder folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.ender = Thread.ofPlatform().name("weft-end-" + program.product()).unstarted(this::end);
    }

    static RunningServer start(ServerProgram program, Duration within) {
        RunningServer server;
        try {
            server = new RunningServer(program, ServerFolder.create(program.dialect()), FreePort.find());
        } catch (IOException failed) {
            throw new ServerStartFailed(program.product() + " did not start: " + failed.getMessage(), failed);
        }
        Runtime.getRuntime().addShutdownHook(server.ender);
        try {
            server.startBefore(Deadline.after(within));
            return server;
        } catch (IOException | SQLException | InterruptedException | RuntimeException failed) {
            var failure = server.failed(failed, within);
            server.discard(failure);
            throw keepInterrupt(failed, failure);
        }
    }

    /** Starts it after a stop; does nothing if it runs. */
    void start(Duration within) {
        var deadline = Deadline.after(within);
        try {
            if (!isRunning()) {
                serve(deadline, _ -> {});
            }
        } catch (IOException | SQLException | InterruptedException failed) {
            throw keepInterrupt(failed, failed(failed, within));
        }
    }

    boolean isRunning() {
        var present = process;
        return present != null && present.isAlive();
    }

    /** Sends its main process a signal that makes it end, and waits until it has. */
    void stop(String signal, Duration within) throws IOException, InterruptedException {
        var deadline = Deadline.after(within);
        var present = process;
        if (present == null || !present.isAlive()) {
            return;
        }
        thaw(deadline);
        folder.signal(signal, List.of(present.pid()), deadline);
        if (!present.waitFor(deadline.left(), TimeUnit.NANOSECONDS)) {
            throw new IOException("it did not end");
        }
    }

    /** Suspends all of its processes: the main one first, so that it makes no more of them. */
    void freeze(Deadline deadline) throws IOException, InterruptedException {
        var present = process;
        if (present == null || !present.isAlive()) {
            throw new IOException("it does not run");
        }
        frozen = true;
        folder.signal("STOP", List.of(present.pid()), deadline);
        var told = List.<Long>of();
        var all = children(present);
        // Twice at least: the main process may still have been making one.
        while (!told.equals(all)) {
            folder.signal("STOP", all, deadline);
            told = all;
            all = children(present);
        }
    }

    /** Resumes all of its processes, if they are suspended. */
    void thaw(Deadline deadline) throws IOException, InterruptedException {
        var present = process;
        if (frozen && present != null) {
            var all = Stream.concat(Stream.of(present.pid()), children(present).stream());
            folder.signal("CONT", all.toList(), deadline);
            frozen = false;
        }
    }

    private static List<Long> children(Process process) {
        return process.descendants().map(ProcessHandle::pid).sorted().toList();
    }

    /** Ends it and deletes its folder; closing it twice does no harm. */
    void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException exiting) {
            // and the hook finds nothing to do
        }
    }

    String dialect() {
        return program.dialect();
    }

    int port() {
        return port;
    }

    @Override
    public String toString() {
        return program.product() + " at 127.0.0.1:" + port;
    }

    private void startBefore(Deadline deadline) throws IOException, SQLException, InterruptedException {
        program.install(folder, deadline);
        serve(deadline, statement -> statement.execute("CREATE DATABASE weft"));
    }

    private void serve(Deadline deadline, First first) throws IOException, SQLException, InterruptedException {
        var started = folder.start(program.serve(folder, port));
        process = started;
        var login = new Login(program.dialect(), port);
        while (true) {
            try (var connection = login.connect(program.firstDatabase());
                    var statement = connection.createStatement()) {
                first.on(statement);
                return;
            } catch (SQLException notYet) {
                if (deadline.left() <= 0) {
                    throw notYet;
                }
                if (started.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the server ended with status " + started.exitValue(), notYet);
                }
            }
        }
    }

    private ServerStartFailed failed(Exception reason, Duration within) {
        return new ServerStartFailed(
                "%s did not start within %d ms: %s\n%s\nThe end of its log:\n%s"
                        .formatted(program.product(), within.toMillis(), reason.getMessage(), NEEDS, folder.tail()),
                reason);
    }

    private static ServerStartFailed keepInterrupt(Exception reason, ServerStartFailed failure) {
        if (reason instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    private void discard(ServerStartFailed why) {
        try {
            close();
        } catch (UncheckedIOException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
    }

    private void end() {
        var deadline = Deadline.after(END_DEADLINE);
        var running = process;
        try {
            try {
                if (running != null && running.isAlive()) {
                    // A suspended server would not hear that it is to end, and its orphans would stay.
                    thaw(deadline);
                    program.end(folder, running);
                    if (!running.waitFor(deadline.left(), TimeUnit.NANOSECONDS)) {
                        running.destroyForcibly();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                folder.close(deadline);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot clean " + folder.root() + " up", failed);
        }
    }

    /** What is done on the first connection. */
    private interface First {
        void on(Statement statement) throws SQLException;
    }
}
