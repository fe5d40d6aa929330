package dev.weft.testing.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own that starts a server, tells its port and exits when told to. */
final class ServerUser implements AutoCloseable {
    static final int STATUS = 3;

    private final Process process;
    private final int port;

    private ServerUser(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerUser start(String which, Path temporaryFolder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporaryFolder,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("jdk.module.path", ""),
                        ServerUser.class.getName(),
                        which)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var port = new BufferedReader(process.inputReader()).readLine();
        return new ServerUser(process, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    void askToExit() throws IOException {
        process.getOutputStream().close();
    }

    void signal() {
        process.destroy();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the JVM did not exit in 30 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(start(arguments[0]));
        System.in.readAllBytes();
        System.exit(STATUS);
    }

    private static int start(String which) {
        if (which.equals("frozen cluster")) {
            var cluster = PgCluster.create();
            cluster.freeze();
            return cluster.port();
        }
        EmbeddedServer server = which.equals("mariadb") ? EmbeddedMariaDb.shared() : EmbeddedPostgres.shared();
        return server.port();
    }
}
