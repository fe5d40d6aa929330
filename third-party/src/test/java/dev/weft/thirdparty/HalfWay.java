package dev.weft.thirdparty;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ListenerConnection;
import dev.weft.testing.Database;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** The cancelling of a guest while the database runs a statement of its. */
final class HalfWay {
    private final AsyncEngine engine;
    private final Database database;
    private final CompletableFuture<Boolean> runs = new CompletableFuture<>();

    private HalfWay(AsyncEngine engine, Database database) {
        this.engine = engine;
        this.database = database;
    }

    /** Prepares an engine that has not been used yet. */
    static HalfWay on(AsyncEngine engine, Database database) {
        var halfWay = new HalfWay(engine, database);
        if (database == Database.SQLITE) {
            var _ = engine.listen(new TellingSqlite(halfWay.runs));
        }
        return halfWay;
    }

    /** A query of one row that runs for a minute, or longer, if nobody stops it. */
    String statement() {
        return switch (database) {
            case POSTGRESQL -> "select count(*) from (select pg_sleep(60)) s";
            case MARIADB -> "select sum(sleep(60)) from seq_1_to_3";
            case H2 -> "select count(*) from system_range(1, 400000) a, system_range(1, 400000) b where a.x <> b.x + 1";
            case SQLITE ->
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) "
                        + "select count(*) from n where statement_runs() = 1";
        };
    }

    /**
     * Runs a guest that runs {@link #statement} in the end, cancels it there, and looks that it ended for that and that
     * the pool is whole.
     */
    Throwable cancel(Action work) {
        var scope = CancelScope.create();
        var guest = async(() -> scope.call(() -> catchThrowable(work::run)));
        var _ = guest.whenComplete((failure, never) -> runs.complete(false));
        while (!statementRuns()) {
            assertThat(guest).as("the guest, which is to run its statement").isNotDone();
        }
        scope.cancel("half-way");
        var failure = await(guest).orElseThrow();

        assertThat(failure).hasRootCauseInstanceOf(Cancelled.class);
        assertThat(engine.status().inUse()).as("connections in use").isZero();
        return failure;
    }

    private boolean statementRuns() {
        return switch (database) {
            case SQLITE -> await(runs);
            case H2 ->
                Tables.number(
                                engine,
                                "select count(*) from information_schema.sessions "
                                        + "where executing_statement like '%range(1, 400000)%' and session_id <> session_id()")
                        > 0;
            case POSTGRESQL ->
                Tables.number(
                                engine,
                                "select count(*) from pg_stat_activity where state = 'active' "
                                        + "and query like '%pg_sleep(60)%' and datname = current_database() "
                                        + "and pid <> pg_backend_pid()")
                        > 0;
            case MARIADB ->
                Tables.number(
                                engine,
                                "select count(*) from information_schema.processlist "
                                        + "where info like '%sleep(60)%' and db = database() and id <> connection_id()")
                        > 0;
        };
    }

    /** SQLite tells nobody what it runs, so a function in the statement does. */
    private record TellingSqlite(CompletableFuture<Boolean> runs) implements EngineListener {
        @Override
        public void connected(ListenerConnection connection) {
            connection.runSync(jdbc -> {
                Function.create(jdbc.unwrap(SQLiteConnection.class), "statement_runs", new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        runs.complete(true);
                        result(1);
                    }
                });
                return "told";
            });
        }
    }
}
