package dev.weft.peers.hikari;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import dev.weft.peers.PeerProgram;
import dev.weft.peers.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * pgjdbc in HikariCP: each call on a thread of its own, a virtual one unless told otherwise, given up as structured
 * concurrency of the JDK does, by interrupting that thread.
 */
final class HikariPeer implements Peer {
    private final HikariDataSource source;
    private final Thread.Builder threads;

    HikariPeer(Target target) {
        this(target, Thread.ofVirtual());
    }

    HikariPeer(Target target, Thread.Builder threads) {
        this.threads = threads;
        source = pool(target);
    }

    /** A pool that is full from its beginning. */
    static HikariDataSource pool(Target target) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()));
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.addDataSourceProperty("ApplicationName", target.application());
        config.setMaximumPoolSize(target.connections());
        config.setConnectionTimeout(target.acquireTimeout().toMillis());
        return new HikariDataSource(config);
    }

    public static void main(String[] arguments) throws IOException {
        PeerProgram.main(HikariPeer::new);
    }

    /** Blocking-style work on a connection. */
    private interface Work {
        long on(Connection connection) throws SQLException, InterruptedException;
    }

    @Override
    public Call ask(String sql) {
        return call(connection -> number(connection, sql));
    }

    @Override
    public Call idle(Runnable waits) {
        return call(connection -> {
            connection.setAutoCommit(false);
            var one = number(connection, "select cast(1 as bigint)");
            waits.run();
            new CountDownLatch(1).await();
            return one;
        });
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Call call(Work work) {
        var answer = new CompletableFuture<Long>();
        var thread = threads.start(() -> {
            try {
                answer.complete(done(work));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return new Call(answer, thread::interrupt);
    }

    private long done(Work work) throws SQLException, InterruptedException {
        try (var connection = source.getConnection()) {
            return work.on(connection);
        }
    }

    @Override
    public OptionalInt inUse() {
        return OptionalInt.of(source.getHikariPoolMXBean().getActiveConnections());
    }

    @Override
    public void close() {
        source.close();
    }
}
