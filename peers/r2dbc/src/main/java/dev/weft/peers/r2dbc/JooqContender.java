package dev.weft.peers.r2dbc;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** jOOQ's queries as publishers, over r2dbc-postgresql in r2dbc-pool. */
final class JooqContender implements Contender {
    private static final Table<Record> ITEM = table(name("weft_compare", "item"));
    private static final Field<Integer> ID = field(name("id"), Integer.class);
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<Integer> PRICE = field(name("price"), Integer.class);

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        var pool = R2dbcPeer.pool(target);
        return new Client(operation(workload, pool, rows), Runnable::run, () -> R2dbcContender.close(pool));
    }

    private static Operation operation(Workload workload, ConnectionPool pool, int rows) {
        var queries = DSL.using(pool, SQLDialect.POSTGRES);
        return switch (workload) {
            case SELECT ->
                (Operation.Async) (number, completion) -> R2dbcContender.tell(select(queries, number), completion);
            case SELECTS_IN_TURN ->
                (Operation.Async) (number, completion) -> R2dbcContender.tell(
                        Mono.usingWhen(
                                pool.create(),
                                connection -> selects(DSL.using(connection, SQLDialect.POSTGRES), number >>> 1),
                                Connection::close),
                        completion);
            case STREAM -> (Operation.Async) (_, completion) -> R2dbcContender.tell(stream(queries, rows), completion);
            default -> throw new IllegalArgumentException("not a workload of this client: " + workload);
        };
    }

    private static Mono<Integer> select(DSLContext queries, int number) {
        var id = Rows.item(number);
        return Mono.from(queries.select(ID, NAME, PRICE).from(ITEM).where(ID.eq(id)))
                .map(row -> {
                    Rows.check(id, row.value1(), row.value2(), row.value3());
                    return id;
                })
                .single();
    }

    private static Mono<Void> selects(DSLContext queries, int number) {
        return Flux.range(number, Rows.IN_TURN)
                .concatMap(each -> select(queries, each))
                .then();
    }

    private static Mono<Void> stream(DSLContext queries, int wanted) {
        return Flux.from(queries.resultQuery(Rows.stream(wanted)).fetchSize(Rows.AT_A_TIME))
                .map(row ->
                        Rows.streamed(row.get(0, Integer.class), row.get(1, String.class), row.get(2, Integer.class)))
                .count()
                .doOnNext(count -> Rows.checkStreamed(wanted, count))
                .then();
    }
}
