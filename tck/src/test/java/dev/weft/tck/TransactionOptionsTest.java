package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.TransactionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;

/** Transactions with an isolation of their own, read-only, or deferrable. */
class TransactionOptionsTest {
    private static final TransactionOptions SERIALIZABLE =
            TransactionOptions.defaults().withIsolation(IsolationLevel.SERIALIZABLE);
    private static final TransactionOptions READ_ONLY =
            TransactionOptions.defaults().withReadOnly(true);

    @EngineTest(poolSize = 1)
    @Spec("EN-44")
    void aReadOnlyTransactionChangesNothingAndTheNextOneMay(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            if (database == Database.H2) {
                assertThatThrownBy(() -> await(connection.begin(READ_ONLY).start()))
                        .isInstanceOf(FeatureRefused.class)
                        .hasMessageContaining("read-only");
                assertThat(connection.inTransaction()).isFalse();
            } else {
                await(connection.begin(READ_ONLY).start());
                assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(DatabaseError.class);
                await(connection.rollback());
            }
            insert(connection, 2);
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-44")
    void aConnectionReturnedFromAReadOnlyTransactionMayWrite(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection
                    .begin(database == Database.H2 ? SERIALIZABLE : READ_ONLY)
                    .start());
            await(connection.execute("select * from a"));
        }
        try (var connection = engine.connect()) {
            insert(connection, 1);
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest(Database.POSTGRESQL)
    @Spec("EN-44")
    void aSerializableReadOnlyTransactionMayBeDeferrable(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection
                    .begin(SERIALIZABLE.withReadOnly(true).withDeferrable(true))
                    .start());
            assertThat(await(connection.scalar(String.class, "show transaction_deferrable")))
                    .hasValue("on");
            assertThat(await(connection.scalar(String.class, "show transaction_isolation")))
                    .hasValue("serializable");
            await(connection.rollback());
            assertThat(await(connection.scalar(String.class, "show transaction_deferrable")))
                    .hasValue("off");
        }
    }

    @EngineTest(except = Database.POSTGRESQL)
    @Spec("EN-44")
    void deferrableIsRefusedWhereItDoesNotExist(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThatThrownBy(() -> await(
                            connection.begin(SERIALIZABLE.withDeferrable(true)).start()))
                    .isInstanceOf(FeatureRefused.class)
                    .hasMessageContaining("ER-601");
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(Database.SQLITE)
    @Spec("EN-44")
    void anIsolationThatTheDatabaseDoesNotHaveIsRefused(AsyncEngine engine) {
        var options = TransactionOptions.defaults().withIsolation(IsolationLevel.READ_COMMITTED);
        try (var connection = engine.connect()) {
            assertThatThrownBy(() -> await(connection.begin(options).start()))
                    .isInstanceOf(FeatureRefused.class)
                    .hasMessageContaining("READ_COMMITTED")
                    .hasMessageContaining("SERIALIZABLE");
        }
    }

    private static void insert(AsyncConnection connection, int id) {
        await(connection.execute("insert into a values (?, 'x')", id));
    }
}
