package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.TransactionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;

/** Code that commits, run inside a transaction that is rolled back. */
@Spec("EN-27")
class JoinedEngineTest {
    private static void insert(AsyncEngine engine, int id) {
        await(engine.begin(connection -> connection.execute("insert into a values (?, 'x')", id)));
    }

    @EngineTest
    void whatJoinedCodeCommitsGoesWithTheOuterRollback(AsyncEngine engine) {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            var joined = outer.asEngine();
            insert(joined, 1);
            insert(joined, 2);
            assertThat(Work.rows(joined)).isEqualTo(2);
            assertThat(await(outer.scalar(Long.class, "select count(*) from a")))
                    .hasValue(2L);
            assertThat(engine.status().inUse()).isEqualTo(1);
            await(outer.rollback());
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void whatJoinedCodeCommitsIsKeptByTheOuterCommit(AsyncEngine engine) {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            insert(outer.asEngine(), 1);
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void aJoinedTransactionRollsBackAlone(AsyncEngine engine) {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            var joined = outer.asEngine();
            insert(joined, 1);
            assertThatThrownBy(() -> insert(joined, 1)).isInstanceOf(DatabaseError.class);
            try (var connection = joined.connect()) {
                await(connection.execute("insert into a values (2, 'undone')"));
                await(connection.rollback());
                await(connection.execute("insert into a values (3, 'left open')"));
            }
            insert(joined, 4);
            assertThat(Work.rows(joined)).isEqualTo(2);
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest
    void savepointsNestInside(AsyncEngine engine) {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            var before = await(outer.beginNested().start());
            try (var connection = outer.asEngine().connect()) {
                await(connection.execute("insert into a values (1, 'kept')"));
                var inner = await(connection.beginNested().start());
                await(connection.execute("insert into a values (2, 'undone')"));
                await(inner.rollback());
                await(connection.commit());
            }
            await(before.commit());
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void whatCannotBeJoinedIsRefused(AsyncEngine engine) {
        try (var outer = engine.connect()) {
            var joined = outer.asEngine();
            var serializable = TransactionOptions.defaults().withIsolation(IsolationLevel.SERIALIZABLE);
            try (var connection = joined.connect()) {
                assertThatThrownBy(() -> await(connection.begin(serializable).start()))
                        .isInstanceOf(FeatureRefused.class);
            }
        }
    }

    @EngineTest
    void onlyOneHolderJoinsAtATime(EngineFactory engines) {
        var engine = engines.create(options -> options.withAcquireTimeout(Duration.ZERO));
        try (var outer = await(engine.connect().start())) {
            var joined = outer.asEngine();
            try (var first = await(joined.connect().start())) {
                assertThatThrownBy(() -> await(joined.connect().start())).isInstanceOf(PoolExhausted.class);
                await(first.execute("select 1"));
            }
            assertThat(Work.one(joined)).isEqualTo(1);
        }
    }

    @EngineTest
    void onceTheOuterConnectionIsClosedNothingJoins(AsyncEngine engine) {
        var outer = engine.connect();
        var joined = outer.asEngine();
        assertThat(Work.one(joined)).isEqualTo(1);
        await(outer.aclose());

        assertThatThrownBy(() -> Work.one(joined)).isInstanceOf(ResourceClosed.class);
        assertThat(engine.status().inUse()).isZero();
    }
}
