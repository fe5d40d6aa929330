package dev.weft.peers.r2dbc;

import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import dev.weft.peers.PeerProgram;
import dev.weft.peers.Target;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** r2dbc-postgresql in r2dbc-pool: each call a {@code usingWhen}, given up by disposing of its subscription. */
final class R2dbcPeer implements Peer {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final ConnectionPool pool;

    R2dbcPeer(Target target) {
        pool = pool(target);
    }

    /** A pool that makes connections as they are needed. */
    static ConnectionPool pool(Target target) {
        var factory = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(target.host())
                .port(target.port())
                .database(target.database())
                .username(target.user())
                .password(target.password())
                .applicationName(target.application())
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(target.connections())
                .maxAcquireTime(target.acquireTimeout())
                .build());
    }

    public static void main(String[] arguments) throws IOException {
        PeerProgram.main(R2dbcPeer::new);
    }

    @Override
    public Call ask(String sql) {
        return call(connection -> number(connection, sql));
    }

    @Override
    public Call idle(Runnable waits) {
        return call(connection -> Mono.from(connection.beginTransaction())
                .then(number(connection, "select cast(1 as bigint)"))
                .doOnNext(_ -> waits.run())
                .then(Mono.never()));
    }

    private static Mono<Long> number(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                .single();
    }

    private Call call(Function<Connection, Mono<Long>> work) {
        var answer = new CompletableFuture<Long>();
        var subscription = Mono.usingWhen(pool.create(), work, Connection::close)
                .subscribe(answer::complete, answer::completeExceptionally);
        return new Call(answer, () -> {
            subscription.dispose(); // who disposes hears of no end
            answer.cancel(false);
        });
    }

    @Override
    public OptionalInt inUse() {
        return OptionalInt.of(pool.getMetrics().map(PoolMetrics::acquiredSize).orElse(0));
    }

    @Override
    public void close() {
        pool.disposeLater().block(CLOSE);
    }
}
