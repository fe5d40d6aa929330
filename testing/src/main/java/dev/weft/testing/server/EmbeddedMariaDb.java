package dev.weft.testing.server;

import java.time.Duration;

/**
 * A MariaDB server of this JVM's own.
 *
 * <p>Runs on 64-bit Intel Linux, and offers no TLS.
 *
 * <p>Safe for use by many threads at once.
 */
public final class EmbeddedMariaDb implements EmbeddedServer {
    // One server a JVM is the purpose; the cell is written once.
    private static final SharedServer<EmbeddedMariaDb> SHARED =
            new SharedServer<>("MariaDB", () -> start(SharedServer.START_DEADLINE));

    private final RunningServer server;

    private EmbeddedMariaDb(RunningServer server) {
        this.server = server;
    }

    /**
     * The server that all of this JVM shares, started by the first call.
     *
     * @return the started server
     * @throws ServerStartFailed if it does not accept connections within 60 s, now or when it was first asked for; the
     *     message shows the end of its log
     */
    public static EmbeddedMariaDb shared() {
        return SHARED.get();
    }

    static EmbeddedMariaDb start(Duration deadline) {
        return new EmbeddedMariaDb(RunningServer.start(new MariaDbProgram(), deadline));
    }

    @Override
    public String dialect() {
        return server.dialect();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
