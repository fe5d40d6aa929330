package dev.weft.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server from its start to the end of the JVM.
 *
 * <ul>
 *   <li>It has started when it has accepted a connection and created the database {@code weft}.
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
    private volatile @Nullable Process process;

    private RunningServer(ServerProgram program, ServerFolder folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    static RunningServer start(ServerProgram program, Duration within) {
        RunningServer server;
        try {
            server = new RunningServer(program, ServerFolder.create(program.dialect()), FreePort.find());
        } catch (IOException failed) {
            throw new ServerStartFailed(program.product() + " did not start: " + failed.getMessage(), failed);
        }
        var ender = Thread.ofPlatform().name("weft-end-" + program.product()).unstarted(server::end);
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            server.startBefore(Deadline.after(within));
            return server;
        } catch (IOException | SQLException | InterruptedException | RuntimeException failed) {
            throw server.failed(failed, within, ender);
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
        var started = folder.start(program.serve(folder, port));
        process = started;
        createDatabase(started, deadline);
    }

    private void createDatabase(Process started, Deadline deadline)
            throws IOException, SQLException, InterruptedException {
        var login = new Login(program.dialect(), port);
        while (true) {
            try (var connection = login.connect(program.firstDatabase());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE weft");
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

    private ServerStartFailed failed(Exception reason, Duration within, Thread ender) {
        var failure = new ServerStartFailed(
                "%s did not start within %d ms: %s\n%s\nThe end of its log:\n%s"
                        .formatted(program.product(), within.toMillis(), reason.getMessage(), NEEDS, folder.tail()),
                reason);
        try {
            end();
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (UncheckedIOException | IllegalStateException alsoFailed) {
            // Illegal state: the JVM exits already, and its hook ends the server.
            failure.addSuppressed(alsoFailed);
        }
        if (reason instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    private void end() {
        var deadline = Deadline.after(END_DEADLINE);
        var running = process;
        try {
            try {
                if (running != null && running.isAlive()) {
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
}
