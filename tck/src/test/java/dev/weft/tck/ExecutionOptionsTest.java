package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.StatementTimeout;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.TransactionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Other defaults for an engine, a connection, a transaction. */
class ExecutionOptionsTest {
    private static final ExecutionOptions DEFAULTS = ExecutionOptions.defaults();
    private static final ExecutionOptions SERIALIZABLE = DEFAULTS.withIsolation(IsolationLevel.SERIALIZABLE);
    private static final ExecutionOptions AUTOCOMMIT = DEFAULTS.withIsolation(IsolationLevel.AUTOCOMMIT);

    /** A level that is not the default of the database. */
    private static ExecutionOptions other(Database database) {
        return DEFAULTS.withIsolation(
                database == Database.SQLITE ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.SERIALIZABLE);
    }

    private static IsolationLevel isolationOf(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.isolationLevel()));
    }

    private static IsolationLevel usual(Database database) {
        return switch (database) {
            case SQLITE -> IsolationLevel.SERIALIZABLE;
            case MARIADB -> IsolationLevel.REPEATABLE_READ;
            case H2, POSTGRESQL -> IsolationLevel.READ_COMMITTED;
        };
    }

    @EngineTest(poolSize = 1)
    @Spec({"EN-8", "EN-19"})
    void aViewHasAnotherIsolationAndSharesThePool(AsyncEngine engine, Database database) {
        var view = engine.withOptions(other(database));
        try (var connection = view.connect()) {
            assertThat(await(connection.isolationLevel()))
                    .isEqualTo(other(database).isolation());
            assertThat(connection.engine()).isSameAs(view);
            assertThat(engine.status().inUse()).isEqualTo(1);
        }
        try (var connection = engine.connect()) {
            assertThat(await(connection.isolationLevel())).isEqualTo(usual(database));
        }
        assertThat(view.status().open()).isEqualTo(1);
        assertThat(view.name()).isEqualTo(engine.name());
    }

    @EngineTest(poolSize = 1)
    @Spec({"EN-8", "EN-45"})
    void aBlockOfAViewRunsWithItsOptions(AsyncEngine engine, Database database) {
        var seen = await(engine.withOptions(other(database))
                .begin(connection ->
                        connection.execute("select 1").thenCompose(result -> connection.isolationLevel())));

        assertThat(seen).isEqualTo(other(database).isolation());
        assertThat(isolationOf(engine)).isEqualTo(usual(database));
    }

    @EngineTest
    @Spec({"EN-8", "EN-10"})
    void viewsAreEqualIfTheyShareAPoolAndHaveEqualOptions(AsyncEngine engine) {
        assertThat(engine.withOptions(DEFAULTS)).isEqualTo(engine).hasSameHashCodeAs(engine);
        assertThat(engine.withOptions(SERIALIZABLE)).isEqualTo(engine.withOptions(SERIALIZABLE));
        assertThat(engine.withOptions(SERIALIZABLE)).isNotEqualTo(engine);
        assertThat(engine.withOptions(SERIALIZABLE).toString()).contains(engine.name(), "SERIALIZABLE");
    }

    @EngineTest
    @Spec("EN-10")
    void anEngineTellsItsDialectAndDriver(AsyncEngine engine, Database database) {
        assertThat(engine.dialect()).isEqualTo(database.dialect());
        assertThat(engine.driver()).isNotBlank();
        assertThat(engine.withOptions(SERIALIZABLE).driver()).isEqualTo(engine.driver());
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-19")
    void aConnectionTakesOptionsAndAnswersItself(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            assertThat(await(connection.withOptions(other(database)))).isSameAs(connection);
            await(connection.execute("select 1"));
            assertThat(await(connection.isolationLevel()))
                    .isEqualTo(other(database).isolation());
            await(connection.commit());
            assertThat(await(connection.isolationLevel()))
                    .isEqualTo(other(database).isolation());
            assertThat(connection.inTransaction()).isFalse();
        }
        try (var connection = engine.connect()) {
            assertThat(await(connection.isolationLevel())).isEqualTo(usual(database));
            assertThat(connection.executionOptions()).isEqualTo(DEFAULTS);
        }
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-19")
    void theDefaultIsolationIsAskedForOnce(AsyncEngine engine, Database database) {
        assertThat(await(engine.defaultIsolationLevel())).isEqualTo(usual(database));
        try (var connection = await(engine.connect().start())) {
            assertThat(connection.engine().defaultIsolationLevel()).isCompletedWithValue(usual(database));
            assertThat(engine.withOptions(other(database)).defaultIsolationLevel())
                    .isCompletedWithValue(usual(database));
        }
    }

    @EngineTest
    @Spec("EN-19")
    void theIsolationOfAnOpenTransactionCannotBeChanged(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));

            assertThatThrownBy(() -> await(connection.withOptions(other(database))))
                    .isInstanceOf(TransactionInactive.class);
            await(connection.withOptions(DEFAULTS.withLoggingToken("told")));
            await(connection.rollback());
            await(connection.withOptions(other(database)));
        }
    }

    @EngineTest
    @Spec("EN-45")
    void aTransactionOverridesItsConnectionWhichOverridesItsEngine(AsyncEngine engine, Database database) {
        var usual = TransactionOptions.defaults().withIsolation(usual(database));
        try (var connection = engine.withOptions(other(database)).connect()) {
            await(connection.begin(usual).start());
            assertThat(await(connection.isolationLevel())).isEqualTo(usual(database));
            await(connection.rollback());
            assertThat(await(connection.isolationLevel()))
                    .isEqualTo(other(database).isolation());
            await(connection.withOptions(DEFAULTS.withIsolation(usual(database))));
            assertThat(await(connection.isolationLevel())).isEqualTo(usual(database));
        }
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-19")
    void withAutocommitEachStatementIsCommittedByItself(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.withOptions(AUTOCOMMIT).connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            assertThat(connection.inTransaction()).isFalse();
            assertThat(await(connection.isolationLevel())).isEqualTo(IsolationLevel.AUTOCOMMIT);
            await(connection.rollback());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED, poolSize = 1)
    @Spec("EN-19")
    void withAutocommitTheJdbcFaceHasItToo(AsyncEngine engine) {
        try (var connection = engine.withOptions(AUTOCOMMIT).connect()) {
            boolean autoCommit = await(connection.runSync(Connection::getAutoCommit));
            assertThat(autoCommit).isTrue();
        }
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-19")
    void aConnectionGoesFromAutocommitToTransactionsAndBack(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.withOptions(AUTOCOMMIT).connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            await(connection.withOptions(SERIALIZABLE));
            await(connection.execute("insert into a values (2, 'undone')"));
            await(connection.rollback());
            await(connection.withOptions(AUTOCOMMIT));
            await(connection.execute("insert into a values (3, 'kept')"));
        }
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest
    @Spec("EN-19")
    void withAutocommitNoTransactionIsBegun(AsyncEngine engine) {
        try (var connection = engine.withOptions(AUTOCOMMIT).connect()) {
            assertThatThrownBy(() -> await(connection.begin().start()))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContaining("AUTOCOMMIT");
            assertThatThrownBy(() -> await(connection.beginNested().start())).isInstanceOf(TransactionInactive.class);
        }
    }

    @EngineTest(poolSize = 1)
    @Spec({"EN-8", "EN-45"})
    void aReadOnlyViewChangesNothing(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        var view = engine.withOptions(DEFAULTS.withReadOnly(true));

        assertThatThrownBy(() -> await(view.begin(connection -> connection.execute("insert into a values (1, 'x')"))))
                .isInstanceOf(database == Database.H2 ? FeatureRefused.class : DatabaseError.class);
        await(engine.begin(connection -> connection.execute("insert into a values (2, 'x')")));
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    /** SQLite has one level that its driver lets be read back through JDBC while it is open. */
    @EngineTest(poolSize = 1, drivers = Driver.HOSTED)
    @Spec("EN-8")
    void theJdbcFaceOfAViewHasItsIsolation(AsyncEngine engine, Database database) throws Exception {
        var view = engine.withOptions(other(database));
        try (var connection = view.dataSource().getConnection()) {
            assertThat(connection.getTransactionIsolation())
                    .isEqualTo(
                            database == Database.SQLITE
                                    ? Connection.TRANSACTION_READ_UNCOMMITTED
                                    : Connection.TRANSACTION_SERIALIZABLE);
        }
        assertThat(isolationOf(engine)).isEqualTo(usual(database));
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-45")
    void theTimeLimitOfAViewHoldsForItsStatements(AsyncEngine engine, Database database) {
        var view = engine.withOptions(DEFAULTS.withStatementTimeout(Duration.ofMillis(200)));

        assertThatThrownBy(() -> await(view.begin(connection -> connection.execute(Dialects.slowQuery(database)))))
                .isInstanceOf(StatementTimeout.class);
        assertThat(Work.one(engine)).isEqualTo(1);
        assertThatThrownBy(() -> DEFAULTS.withStatementTimeout(Duration.ZERO)).hasMessageContaining("statementTimeout");
    }

    @EngineTest
    @Spec("EN-9")
    void disposingAViewDisposesTheSharedPool(AsyncEngine engine) {
        var view = engine.withOptions(SERIALIZABLE);
        await(engine.begin(connection -> CompletableFuture.completedFuture(null)));
        assertThat(engine.status().open()).isEqualTo(1);
        await(view.dispose());
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest
    @Spec("EN-45")
    void optionsThatDoNotAgreeAreRefused(AsyncEngine engine) {
        assertThatThrownBy(() -> AUTOCOMMIT.withReadOnly(true)).hasMessageContaining("readOnly");
        assertThatThrownBy(() -> engine.withOptions(AUTOCOMMIT).withOptions(DEFAULTS.withReadOnly(true)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransactionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT))
                .hasMessageContaining("AUTOCOMMIT");
    }
}
