package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;

/**
 * No holder finds anything of the one before: 100,000 random operations over the databases together, each sequence of
 * them left as it is, and the next holder asks the server what it finds.
 */
class HygieneTest {
    private static final int LONGEST_SEQUENCE = 24;

    /** What each database bears in a few seconds; 100,000 together. */
    private static int operations(AsyncEngine engine, Database database) {
        return switch (database) {
            case H2 -> 60_000;
            case POSTGRESQL -> hasJdbc(engine) ? 12_000 : 8_000;
            case SQLITE -> 14_000;
            case MARIADB -> 6_000;
        };
    }

    @EngineTest(poolSize = 1, backends = Backend.VIRTUAL_THREADS)
    @Timeout(120)
    @Spec({"R-15", "EN-19"})
    void noConnectionComesBackDirty(AsyncEngine engine, Database database) {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        prepare(engine, database);
        var untouched = found(engine, database);
        var steps = new RandomSteps(database, random);
        var done = 0;
        while (done < operations(engine, database)) {
            var length = 1 + random.nextInt(LONGEST_SEQUENCE);
            steps.run(engine, length);
            done += length;
            assertThat(found(engine, database))
                    .as("seed %d, after %d operations: %s", seed, done, steps.last())
                    .isEqualTo(untouched);
        }
        System.out.printf(
                "%s by %s: %,d operations, of which %,d failed, seed %d%n",
                database, engine.driver(), done, steps.failed(), seed);
    }

    private static void prepare(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        if (database == Database.POSTGRESQL || database == Database.H2) {
            await(engine.begin(connection -> connection.execute("create schema other")));
        }
    }

    /** What a new holder finds, without a transaction of its own. */
    private static String found(AsyncEngine engine, Database database) {
        var view = engine.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT));
        var told = new StringBuilder();
        try (var connection = view.connect()) {
            if (hasJdbc(engine)) {
                told.append("auto-commit ").append(await(connection.runSync(Connection::getAutoCommit)));
            }
            for (var question : questions(database)) {
                told.append("; ").append(await(connection.execute(question)).scalars(String.class));
            }
            if (database == Database.POSTGRESQL) {
                var one = transaction(connection);
                told.append("; in a transaction: ").append(transaction(connection) == one);
            }
        }
        return told.toString();
    }

    private static boolean hasJdbc(AsyncEngine engine) {
        return !engine.driver().equals("vertx");
    }

    private static long transaction(AsyncConnection connection) {
        return await(connection.execute("select pg_current_xact_id()::text::bigint"))
                .scalar(Long.class)
                .orElseThrow();
    }

    private static String[] questions(Database database) {
        return switch (database) {
            case POSTGRESQL ->
                new String[] {
                    "select concat_ws(', ', current_setting('transaction_isolation'), "
                            + "current_setting('transaction_read_only'), current_setting('search_path'), "
                            + "current_setting('default_transaction_isolation'), "
                            + "current_setting('default_transaction_read_only'), current_setting('work_mem'))",
                    "select count(*) from pg_cursors where name not like 'C\\_%' and statement not like '%pg_cursors%'",
                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
                    "select count(*) from pg_class where relpersistence = 't' and relname = 'scratch'"
                };
            case MARIADB ->
                new String[] {
                    "select concat_ws(', ', @@session.tx_isolation, @@session.tx_read_only, "
                            + "@@in_transaction, @@session.sql_mode, @@session.autocommit)"
                };
            case H2 ->
                new String[] {
                    "select isolation_level || ', ' || current_schema from information_schema.sessions "
                            + "where session_id = session_id()",
                    "select count(*) from information_schema.tables where table_name = 'SCRATCH'"
                };
            case SQLITE ->
                new String[] {"pragma read_uncommitted", "pragma query_only", "pragma foreign_keys", "pragma cache_size"
                };
        };
    }
}
