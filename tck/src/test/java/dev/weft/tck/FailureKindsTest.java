package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DataFault;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.IntegrityViolation.Kind;
import dev.weft.engine.StatementRejected;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.TransientFailure;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.util.List;

/** Each kind of failure, provoked on real databases. */
@Spec({"EN-42", "D10"})
class FailureKindsTest {
    private static <E extends DatabaseError> E failure(
            Class<E> type, AsyncEngine engine, String sql, Object... values) {
        var failure =
                catchThrowableOfType(type, () -> await(engine.begin(connection -> connection.execute(sql, values))));
        assertThat(failure).as(sql).isNotNull();
        assertThat(failure.code()).isEqualTo("ER-602");
        return failure;
    }

    private static void createTables(AsyncEngine engine, Database database) {
        await(engine.begin(connection -> {
            if (database == Database.SQLITE) {
                await(connection.rollback());
            }
            await(connection.execute("create table parent (id int primary key)"));
            await(connection.execute("create table child (id int primary key, code int unique, "
                    + "label varchar(5) not null, age int check (age > 0), parent int, "
                    + "constraint child_parent foreign key (parent) references parent (id))"));
            return connection.execute("insert into child values (1, 1, 'x', 1, null)");
        }));
    }

    @EngineTest
    void aBrokenConstraintTellsItsKind(AsyncEngine engine, Database database) {
        createTables(engine, database);

        assertKind(engine, Kind.UNIQUE, "insert into child values (2, 1, 'x', 1, null)");
        assertKind(engine, Kind.UNIQUE, "insert into child values (1, 2, 'x', 1, null)");
        assertKind(engine, Kind.NOT_NULL, "insert into child values (3, 3, null, 1, null)");
        assertKind(engine, Kind.CHECK, "insert into child values (4, 4, 'x', -1, null)");
        if (database != Database.SQLITE) {
            assertKind(engine, Kind.FOREIGN_KEY, "insert into child values (5, 5, 'x', 1, 99)");
        }
    }

    /** SQLite checks foreign keys only where they are switched on, outside of a transaction. */
    @EngineTest(Database.SQLITE)
    void aForeignKeyOfSqliteIsOneToo(AsyncEngine engine, Database database) {
        createTables(engine, database);
        var failure = catchThrowableOfType(
                IntegrityViolation.class,
                () -> await(engine.begin(connection -> connection
                        .execute(
                                "create table strict_child (id int references parent (id) deferrable initially immediate)")
                        .thenCompose(_ -> connection.runSync(jdbc -> {
                            jdbc.setAutoCommit(true);
                            try (var statement = jdbc.createStatement()) {
                                statement.execute("pragma foreign_keys = on");
                            }
                            return 0;
                        }))
                        .thenCompose(_ -> connection.execute("insert into strict_child values (99)")))));

        assertThat(failure.kind()).isEqualTo(Kind.FOREIGN_KEY);
    }

    private static void assertKind(AsyncEngine engine, Kind kind, String sql) {
        var failure = failure(IntegrityViolation.class, engine, sql);
        assertThat(failure.kind()).as(sql).isEqualTo(kind);
        assertThat(failure.retryable()).isFalse();
    }

    @EngineTest
    void whatCannotBeRunIsRejected(AsyncEngine engine) {
        Work.createTable(engine);
        for (var sql : List.of("selct 1", "select * from nowhere", "select nothing from a", "drop table nowhere")) {
            assertThat(failure(StatementRejected.class, engine, sql).retryable())
                    .isFalse();
        }
    }

    @EngineTest(except = Database.SQLITE)
    void aValueThatDoesNotFitIsADataFault(AsyncEngine engine) {
        Work.createTable(engine);
        assertThat(failure(DataFault.class, engine, "insert into a values (1, ?)", "x".repeat(51))
                        .retryable())
                .isFalse();
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aWriteInAReadOnlyTransactionIsRejected(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection
                    .begin(TransactionOptions.defaults().withReadOnly(true))
                    .start());
            var failure = catchThrowableOfType(
                    StatementRejected.class, () -> await(connection.execute("insert into a values (1, 'x')")));

            assertThat(failure.sqlState()).hasValue("25006");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            poolSize = 2)
    void aDeadlockMayBeTriedAgain(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.execute("insert into a values (1, 'a'), (2, 'b')")));
        var update = "update a set data = 'x' where id = ?";
        try (var one = engine.connect();
                var two = engine.connect()) {
            await(one.execute(update, 1));
            await(two.execute(update, 2));
            var first = one.execute(update, 2);
            var second = two.execute(update, 1);
            var failures = List.of(first, second).stream()
                    .map(update2 -> catchThrowableOfType(TransientFailure.class, () -> await(update2)))
                    .filter(failure -> failure != null)
                    .toList();

            assertThat(failures).hasSize(1);
            assertThat(failures.getFirst().retryable()).isTrue();
        }
    }
}
