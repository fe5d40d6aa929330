package dev.weft.peers.hikari;

import dev.weft.peers.Peer;
import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.JdbcWork;
import dev.weft.peers.workload.Workload;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;

/** pgjdbc as its users have it: in HikariCP on virtual or on platform threads, or one connection on one thread. */
enum JdbcContender implements Contender {
    /** A virtual thread for each task. */
    VIRTUAL,
    /** A platform thread for each task. */
    PLATFORM,
    /** One connection, and one thread that does everything. */
    RAW;

    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(valueOf(arguments[0]));
    }

    @Override
    public Set<Workload> workloads() {
        return this == RAW
                ? Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM)
                : Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM, Workload.CANCEL);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) throws SQLException {
        if (this == RAW) {
            return raw(workload, target, rows);
        }
        var pool = HikariPeer.pool(target);
        JdbcWork.Source source = work -> {
            try (var connection = pool.getConnection()) {
                work.on(connection);
            }
        };
        var operation = JdbcWork.of(workload, source, rows);
        if (this == VIRTUAL) {
            return new Client(operation, task -> Thread.ofVirtual().start(task), pool);
        }
        var threads = Executors.newCachedThreadPool();
        return new Client(operation, threads, () -> {
            threads.shutdownNow();
            pool.close();
        });
    }

    private static Client raw(Workload workload, Target target, int rows) throws SQLException {
        var login = new Properties();
        login.setProperty("user", target.user());
        login.setProperty("password", target.password());
        login.setProperty("ApplicationName", target.application());
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()), login);
        var thread = Executors.newSingleThreadExecutor();
        return new Client(JdbcWork.of(workload, work -> work.on(connection), rows), thread, () -> {
            thread.shutdownNow();
            connection.close();
        });
    }

    @Override
    public Peer peer(Target target) {
        return new HikariPeer(target, this == PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual());
    }
}
