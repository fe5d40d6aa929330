package dev.weft.peers.r2dbc;

import dev.weft.peers.Peer;
import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Completion;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** r2dbc-postgresql in r2dbc-pool, subscribed to by whoever completes the operation before. */
final class R2dbcContender implements Contender {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(arguments[0].equals("JOOQ") ? new JooqContender() : new R2dbcContender());
    }

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM, Workload.CANCEL);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        var pool = R2dbcPeer.pool(target);
        return new Client(operation(workload, pool, rows), Runnable::run, () -> close(pool));
    }

    private static Operation operation(Workload workload, ConnectionPool pool, int rows) {
        return switch (workload) {
            case SELECT ->
                (Operation.Async) (number, completion) -> tell(
                        Mono.usingWhen(pool.create(), connection -> select(connection, number), Connection::close),
                        completion);
            case SELECTS_IN_TURN ->
                (Operation.Async) (number, completion) -> tell(
                        Mono.usingWhen(
                                pool.create(),
                                connection -> Flux.range(number >>> 1, Rows.IN_TURN)
                                        .concatMap(each -> select(connection, each))
                                        .then(),
                                Connection::close),
                        completion);
            case STREAM ->
                (Operation.Async) (_, completion) -> tell(
                        Mono.usingWhen(pool.create(), connection -> stream(connection, rows), Connection::close),
                        completion);
            default -> throw new IllegalArgumentException("not a workload of this client: " + workload);
        };
    }

    static void close(ConnectionPool pool) {
        pool.disposeLater().block(CLOSE);
    }

    static void tell(Publisher<?> work, Completion completion) {
        Flux.from(work).subscribe(_ -> {}, completion::ended, () -> completion.ended(null));
    }

    private static Mono<Integer> select(Connection connection, int number) {
        var id = Rows.item(number);
        return Flux.from(connection
                        .createStatement(Rows.NATIVE_SELECT)
                        .bind(0, id)
                        .execute())
                .flatMap(result -> result.map(row -> {
                    Rows.check(id, row.get(0, Integer.class), row.get(1, String.class), row.get(2, Integer.class));
                    return id;
                }))
                .single();
    }

    private static Mono<Void> stream(Connection connection, int wanted) {
        return Flux.from(connection
                        .createStatement(Rows.stream(wanted))
                        .fetchSize(Rows.AT_A_TIME)
                        .execute())
                .flatMap(result -> result.map(row ->
                        Rows.streamed(row.get(0, Integer.class), row.get(1, String.class), row.get(2, Integer.class))))
                .count()
                .doOnNext(count -> Rows.checkStreamed(wanted, count))
                .then();
    }

    @Override
    public Peer peer(Target target) {
        return new R2dbcPeer(target);
    }
}
