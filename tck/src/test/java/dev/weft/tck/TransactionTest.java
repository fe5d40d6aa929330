package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AlreadyStarted;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;

/** Transactions of a connection: begun by hand or by the first statement, ended by commit or rollback. */
class TransactionTest {
    @EngineTest
    @Spec("EN-17")
    void theFirstStatementBeginsATransaction(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            assertThat(connection.inTransaction()).isFalse();
            await(connection.execute("insert into a values (1, 'a1')"));
            assertThat(connection.inTransaction()).isTrue();
            await(connection.rollback());
            assertThat(connection.inTransaction()).isFalse();
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-17")
    void aConnectionGoesFromTransactionToTransaction(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            await(connection.commit());
            await(connection.execute("insert into a values (2, 'undone')"));
            await(connection.rollback());
            await(connection.execute("insert into a values (3, 'kept')"));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest
    @Spec("EN-17")
    void commitAndRollbackWithoutATransactionDoNothing(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.commit());
            await(connection.rollback());
            await(connection.rollback());

            assertThat(connection.inTransaction()).isFalse();
            assertThat(engine.status().open()).isZero();
        }
    }

    @EngineTest
    @Spec("EN-17")
    void beginAfterTheFirstStatementIsRefused(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));

            assertThatThrownBy(() -> await(connection.begin().start()))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContaining("ER-311");
            assertThat(await(connection.scalar(Integer.class, "select 2"))).hasValue(2);
        }
    }

    @EngineTest
    @Spec({"EN-17", "EN-25"})
    void aTransactionBegunByHandCommits(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var transaction = connection.begin();
            assertThat(transaction.isActive()).isFalse();
            await(transaction.start());
            assertThat(transaction.isActive()).isTrue();
            assertThat(transaction.nested()).isFalse();
            assertThat(transaction.connection()).isSameAs(connection);
            await(connection.execute("insert into a values (1, 'a1')"));
            await(transaction.commit());
            assertThat(transaction.isActive()).isFalse();
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("EN-25")
    void aTransactionLeftWithoutCommitRollsBack(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            try (var transaction = await(connection.begin().start())) {
                await(connection.execute("insert into a values (1, 'a1')"));
                assertThat(transaction.isActive()).isTrue();
            }
            assertThat(connection.inTransaction()).isFalse();
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-25")
    void aTransactionIsStartedAndEndedOnce(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var transaction = await(connection.begin().start());
            assertThatThrownBy(() -> await(transaction.start())).isInstanceOf(AlreadyStarted.class);
            await(transaction.commit());

            assertThatThrownBy(() -> await(transaction.commit())).isInstanceOf(TransactionInactive.class);
            await(transaction.rollback());
            transaction.close();
        }
    }

    @EngineTest
    @Spec("EN-25")
    void anEndedTransactionDoesNotTouchTheNextOne(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var first = await(connection.begin().start());
            await(first.commit());
            var second = await(connection.begin().start());
            await(connection.execute("insert into a values (1, 'a1')"));
            await(first.rollback());

            assertThat(first.isActive()).isFalse();
            assertThat(second.isActive()).isTrue();
            await(second.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec({"EN-18", "PF-7"})
    void theStateIsKnownWithoutAskingTheDatabase(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertState(connection, false, false);
            var outer = await(connection.begin().start());
            assertState(connection, true, false);
            var inner = await(connection.beginNested().start());
            assertState(connection, true, true);
            assertThat(inner.nested()).isTrue();
            await(inner.commit());
            assertState(connection, true, false);
            var again = await(connection.beginNested().start());
            await(again.rollback());
            assertState(connection, true, false);
            var last = await(connection.beginNested().start());
            await(outer.rollback());
            assertState(connection, false, false);
            assertThat(last.isActive()).isFalse();
            assertThat(outer.isActive()).isFalse();
            await(connection.execute("select 1"));
            assertState(connection, true, false);
            await(connection.commit());
            assertState(connection, false, false);
        }
    }

    private static void assertState(AsyncConnection connection, boolean transaction, boolean nested) {
        assertThat(connection.inTransaction()).as("in a transaction").isEqualTo(transaction);
        assertThat(connection.inNestedTransaction()).as("in a savepoint").isEqualTo(nested);
    }

    @EngineTest
    @Spec("EN-28")
    void afterAFailedStatementARollbackMakesTheConnectionUsable(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'a1')"));
            assertThatThrownBy(() -> await(connection.execute("insert into a values (1, 'again')")))
                    .isInstanceOf(IntegrityViolation.class);
            await(connection.rollback());
            await(connection.execute("insert into a values (2, 'a2')"));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    /** H2 and MariaDB check every constraint at once, so no commit of theirs fails for one. */
    @EngineTest({Database.SQLITE, Database.POSTGRESQL})
    @Spec({"EN-28", "PF-15"})
    void afterAFailedCommitARollbackMakesTheConnectionUsable(EngineFactory engines, Database database) {
        var url = engines.url() + (database == Database.SQLITE ? "?foreign_keys=true" : "");
        var engine = engines.create(url, options -> options.withPoolSize(1));
        createParentAndChild(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into c values (1, 99)"));
            assertThatThrownBy(() -> await(connection.commit())).isInstanceOf(IntegrityViolation.class);
            assertThat(connection.inTransaction()).isTrue();
            await(connection.rollback());
            await(connection.rollback());
            assertThat(connection.inTransaction()).isFalse();
            await(connection.execute("insert into p values (99)"));
            await(connection.execute("insert into c values (1, 99)"));
            await(connection.commit());
        }
        assertThat(children(engine)).isEqualTo(1);
    }

    @EngineTest({Database.SQLITE, Database.POSTGRESQL})
    @Spec({"EN-28", "EN-6"})
    void aBlockWhoseCommitFailsRollsBackAndGivesTheConnectionBack(EngineFactory engines, Database database) {
        var url = engines.url() + (database == Database.SQLITE ? "?foreign_keys=true" : "");
        var engine = engines.create(url, options -> options.withPoolSize(1));
        createParentAndChild(engine);

        assertThatThrownBy(() -> await(engine.begin(connection -> connection.execute("insert into c values (1, 99)"))))
                .isInstanceOf(IntegrityViolation.class);
        assertThat(engine.status().inUse()).isZero();
        assertThat(children(engine)).isZero();
    }

    private static void createParentAndChild(AsyncEngine engine) {
        await(engine.begin(connection -> connection
                .execute("create table p (id int primary key)")
                .thenCompose(created -> connection.execute("create table c (id int primary key, "
                        + "p int references p (id) deferrable initially deferred)"))));
    }

    private static long children(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.scalar(Long.class, "select count(*) from c")))
                .orElseThrow();
    }
}
