package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.TransactionOptions;
import dev.weft.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random things that holders of connections do, and leave undone. For one thread at a time. */
final class RandomSteps {
    private static final IsolationLevel[] LEVELS = IsolationLevel.values();

    private final Database database;
    private final SplittableRandom random;
    private final List<String> last = new ArrayList<>();
    private int failed;

    RandomSteps(Database database, SplittableRandom random) {
        this.database = database;
        this.random = random;
    }

    /** What the last holder did. */
    List<String> last() {
        return last;
    }

    int failed() {
        return failed;
    }

    /** One holder's steps. */
    void run(AsyncEngine engine, int length) {
        last.clear();
        var savepoints = new ArrayList<AsyncTransaction>();
        try (var connection = engine.connect()) {
            for (var step = 0; step < length; step++) {
                try {
                    one(connection, savepoints);
                } catch (WeftException | IllegalArgumentException | SQLException refused) {
                    last.add("refused: " + refused.getMessage());
                    failed++;
                }
            }
        }
    }

    private void one(AsyncConnection connection, List<AsyncTransaction> savepoints) throws SQLException {
        switch (random.nextInt(14)) {
            case 0, 1 -> sql(connection, "select count(*) from a");
            case 2 -> sql(connection, "insert into a values (" + random.nextInt(20) + ", 'x')");
            case 3 -> sql(connection, "select * from nowhere");
            case 4 -> {
                var options = transaction();
                last.add("begin " + options);
                await(connection.begin(options).start());
            }
            case 5 -> {
                var options = execution();
                last.add("with " + options);
                await(connection.withOptions(options));
            }
            case 6 -> {
                last.add("commit");
                await(connection.commit());
            }
            case 7 -> {
                last.add("rollback");
                await(connection.rollback());
            }
            case 8 -> {
                last.add("savepoint");
                savepoints.add(await(connection.beginNested().start()));
            }
            case 9 -> endSavepoint(savepoints);
            case 10 -> changeBySql(connection);
            case 11 -> {
                last.add("cursor");
                await(connection.runSync(RandomSteps::leaveCursorOpen));
            }
            case 12 -> changeByJdbc(connection);
            default -> {
                last.add("isolation");
                await(connection.isolationLevel());
            }
        }
    }

    private void sql(AsyncConnection connection, String sql) {
        last.add(sql);
        await(connection.execute(sql));
    }

    private void endSavepoint(List<AsyncTransaction> savepoints) {
        if (savepoints.isEmpty()) {
            return;
        }
        var ended = savepoints.remove(random.nextInt(savepoints.size()));
        var commits = random.nextBoolean();
        last.add(commits ? "release" : "roll back to savepoint");
        await(commits ? ended.commit() : ended.rollback());
    }

    /** A change that the driver does not hear of; rare where it costs the connection. */
    private void changeBySql(AsyncConnection connection) {
        if (database != Database.POSTGRESQL && random.nextInt(8) > 0) {
            sql(connection, "select 1");
            return;
        }
        var changes = switch (database) {
            case POSTGRESQL ->
                new String[] {
                    "set search_path to other",
                    "set local search_path to other",
                    "select set_config('work_mem', '1234kB', false)",
                    "set session characteristics as transaction isolation level serializable, read only",
                    "set transaction read only",
                    "select pg_advisory_lock(7)",
                    "create temporary table if not exists scratch (id int)",
                    "declare left_open cursor with hold for select 1"
                };
            case MARIADB ->
                new String[] {
                    "set session transaction isolation level read uncommitted",
                    "set session transaction read only",
                    "set sql_mode = ''",
                    "set autocommit = 0",
                    "start transaction"
                };
            case H2 -> new String[] {"set schema other", "create local temporary table scratch (id int)"};
            case SQLITE ->
                new String[] {
                    "pragma foreign_keys = on",
                    "pragma query_only = 1",
                    "pragma read_uncommitted = 1",
                    "pragma cache_size = 100"
                };
        };
        sql(connection, changes[random.nextInt(changes.length)]);
    }

    private void changeByJdbc(AsyncConnection connection) {
        var which = random.nextInt(4);
        last.add("by JDBC: " + which);
        await(connection.runSync(jdbc -> {
            switch (which) {
                case 0 -> jdbc.setAutoCommit(false);
                case 1 -> jdbc.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                case 2 -> jdbc.setReadOnly(true);
                default -> jdbc.setSchema(database == Database.H2 ? "OTHER" : "other");
            }
            return null;
        }));
    }

    @SuppressWarnings("resource") // that is the point
    private static boolean leaveCursorOpen(Connection jdbc) throws SQLException {
        var statement = jdbc.createStatement();
        statement.setFetchSize(1);
        return statement
                .executeQuery("select 1 union all select 2 union all select 3")
                .next();
    }

    private TransactionOptions transaction() {
        var options = TransactionOptions.defaults();
        if (random.nextBoolean()) {
            options = options.withIsolation(LEVELS[random.nextInt(LEVELS.length - 1)]);
        }
        return random.nextInt(3) == 0 ? options.withReadOnly(random.nextBoolean()) : options;
    }

    private ExecutionOptions execution() {
        var options = ExecutionOptions.defaults().withIsolation(LEVELS[random.nextInt(LEVELS.length)]);
        return options.autoCommit() || random.nextBoolean() ? options : options.withReadOnly(random.nextBoolean());
    }
}
