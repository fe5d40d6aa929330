package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.ListenerConnection;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementEvent;
import dev.weft.engine.StatementOutcome;
import dev.weft.engine.reflect.Column;
import dev.weft.hibernate.AsyncSessionMaker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What else an engine does: groups, streams, savepoints, time limits, isolation, events, reflection. */
final class AdvancedForm implements Form {
    private static final int ROWS = 1_000;

    /** Some columns of the table. */
    public record Item(int id, int stock) {}

    /** Counts the statements that ended well, and those that did not. */
    private static final class Counting implements EngineListener {
        private final LongAdder succeeded = new LongAdder();
        private final LongAdder failed = new LongAdder();

        @Override
        public void afterStatement(ListenerConnection connection, StatementEvent statement, StatementOutcome outcome) {
            (outcome.succeeded() ? succeeded : failed).increment();
        }
    }

    @Override
    public CompletableFuture<?> run(AsyncEngine engine, AsyncSessionMaker sessions, Checks checks) {
        return async(() -> {
            create(engine, checks);
            var counting = new Counting();
            try (var _ = engine.listen(counting)) {
                inAGroup(engine, checks);
                streamed(engine, checks);
                savepoint(engine, checks);
                timeLimit(engine, checks);
                isolation(engine, checks);
            }
            checks.equal("events: statements that failed", 1L, counting.failed.sum());
            checks.equal("events: others were heard of", true, counting.succeeded.sum() > 5);
            reflection(engine, checks);
        });
    }

    private static void create(AsyncEngine engine, Checks checks) {
        await(engine.begin(connection -> connection
                .execute("drop table if exists item")
                .thenCompose(_ -> connection.execute(
                        "create table item (id int not null primary key, data varchar(50), stock int)"))));
        // snippet:batch
        var rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(id -> List.of(id, "item " + id, id % 10))
                .toList();
        var counts = await(engine.begin(
                connection -> connection.executeBatch("insert into item (id, data, stock) values (?, ?, ?)", rows)));
        // end
        checks.equal("batch: runs", ROWS, counts.size());
    }

    private static void inAGroup(AsyncEngine engine, Checks checks) {
        // snippet:group
        var total = TaskGroup.call(group -> {
            var empty = group.fork(() -> count(engine, "stock = 0"));
            var full = group.fork(() -> count(engine, "stock = 9"));
            var others = group.fork(() -> count(engine, "stock between 1 and 8"));
            return empty.await() + full.await() + others.await();
        });
        // end
        checks.equal("group: three queries beside each other counted", (long) ROWS, total);
    }

    // snippet:count
    private static long count(AsyncEngine engine, String condition) {
        var query = "select count(*) from item where " + condition;
        return await(engine.begin(connection -> connection.scalar(Long.class, query)))
                .orElseThrow();
    }
    // end

    private static void streamed(AsyncEngine engine, Checks checks) {
        // snippet:stream
        long stock = 0;
        try (var connection = engine.connect();
                var result = await(connection.stream("select id, stock from item order by id"))) {
            for (var item : result.as(Item.class)) {
                stock += item.stock();
            }
        }
        // end
        checks.equal("stream: stock summed up row by row", 4_500L, stock);
        // snippet:stop-early
        try (var connection = engine.connect()) {
            var query = Sql.of("select id from item order by id").fetchSize(10);
            var firstTwenty = await(connection.stream(
                    query, result -> result.scalars(Integer.class).fetchMany(20)));
            checks.equal("stream: rows read before it was closed", 20, firstTwenty.size());
        }
        // end
    }

    private static void savepoint(AsyncEngine engine, Checks checks) {
        // snippet:savepoint
        try (var connection = engine.connect()) {
            await(connection.execute("update item set stock = 1 where id = 1"));
            var inner = await(connection.beginNested().start());
            await(connection.execute("delete from item"));
            await(inner.rollback());
            await(connection.commit());
        }
        // end
        checks.equal("savepoint: rows after a rolled back delete", (long) ROWS, count(engine, "1 = 1"));
        checks.equal("savepoint: what came before it was kept", 1L, count(engine, "id = 1 and stock = 1"));
    }

    private static void timeLimit(AsyncEngine engine, Checks checks) {
        var slow = slowQuery(engine.url().dialect());
        var before = System.nanoTime();
        // snippet:time-limit
        try (var connection = engine.connect()) {
            try {
                CancelScope.failAfter(Duration.ofMillis(300), () -> await(connection.execute(slow)));
            } catch (ScopeTimeout timeout) {
                await(connection.rollback()); // the statement has been stopped on the server; the connection goes on
            }
            var one = await(connection.scalar(Integer.class, "select 1"));
            checks.equal("time limit: the same connection goes on", 1, one.orElseThrow());
        }
        // end
        var took = Duration.ofNanos(System.nanoTime() - before);
        checks.equal("time limit: half a minute cut short", true, took.toSeconds() < 10);
    }

    private static void isolation(AsyncEngine engine, Checks checks) {
        // snippet:isolation
        var strict = ExecutionOptions.defaults().withIsolation(IsolationLevel.SERIALIZABLE);
        try (var connection = await(engine.connect().withOptions(strict))) {
            await(connection.scalar(Long.class, "select count(*) from item"));
            checks.equal(
                    "isolation of one connection", IsolationLevel.SERIALIZABLE, await(connection.isolationLevel()));
        }
        // end
    }

    private static void reflection(AsyncEngine engine, Checks checks) {
        // snippet:reflection
        var item = await(engine.begin(connection -> connection.reflection().table("item")))
                .orElseThrow();
        // end
        var names = item.columns().stream()
                .map(Column::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        checks.equal("reflection: columns", List.of("id", "data", "stock"), names);
        checks.equal(
                "reflection: columns of the key", 1, item.primaryKey().columns().size());
    }

    /** A query that would run for half a minute or more. */
    private static String slowQuery(String dialect) {
        return switch (dialect) {
            case "postgresql" -> "select pg_sleep(30)";
            case "mariadb", "mysql" -> "select sum(sleep(30)) from (select 1 union select 2) two";
            case "h2" ->
                "select count(*) from system_range(1, 200000) a, system_range(1, 200000) b where a.x <> b.x + 1";
            default ->
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) "
                        + "select count(*) from n";
        };
    }
}
