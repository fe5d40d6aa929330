package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.List;

/** Savepoints, by hand and as blocks. */
@Spec({"EN-27", "PF-6"})
class SavepointTest {
    @EngineTest
    void aSavepointKeepsOrUndoesAndTheOuterTransactionGoesOn(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'outer')"));
            var kept = await(connection.beginNested().start());
            await(connection.execute("insert into a values (2, 'kept')"));
            await(kept.commit());
            var undone = await(connection.beginNested().start());
            await(connection.execute("insert into a values (3, 'undone')"));
            await(undone.rollback());
            await(connection.execute("insert into a values (4, 'outer')"));
            await(connection.commit());
        }
        assertThat(ids(engine)).containsExactly(1, 2, 4);
    }

    @EngineTest
    void aSavepointLeftWithoutCommitIsUndone(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'outer')"));
            try (var savepoint = await(connection.beginNested().start())) {
                await(connection.execute("insert into a values (2, 'undone')"));
                assertThat(savepoint.isActive()).isTrue();
            }
            assertThat(connection.inTransaction()).isTrue();
            await(connection.commit());
        }
        assertThat(ids(engine)).containsExactly(1);
    }

    @EngineTest
    void aSavepointBeginsTheTransactionItNeeds(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var savepoint = await(connection.beginNested().start());
            assertThat(connection.inTransaction()).isTrue();
            await(connection.execute("insert into a values (1, 'a1')"));
            await(savepoint.commit());
            assertThat(connection.inTransaction()).isTrue();
            await(connection.rollback());
        }
        assertThat(ids(engine)).isEmpty();
    }

    @EngineTest
    void anOuterRollbackUndoesReleasedSavepoints(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var savepoint = await(connection.beginNested().start());
            await(connection.execute("insert into a values (1, 'a1')"));
            await(savepoint.commit());
            await(connection.rollback());
        }
        assertThat(ids(engine)).isEmpty();
    }

    @EngineTest
    void rollingBackAnOuterSavepointEndsThoseInside(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            var outer = await(connection.beginNested().start());
            await(connection.execute("insert into a values (2, 'undone')"));
            var inner = await(connection.beginNested().start());
            await(connection.execute("insert into a values (3, 'undone')"));
            await(outer.rollback());

            assertThat(inner.isActive()).isFalse();
            assertThat(connection.inNestedTransaction()).isFalse();
            assertThatThrownBy(() -> await(inner.commit())).isInstanceOf(TransactionInactive.class);
            await(inner.rollback());
            await(connection.commit());
        }
        assertThat(ids(engine)).containsExactly(1);
    }

    @EngineTest
    void aFailureInsideASavepointCostsOnlyTheSavepoint(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            try (var savepoint = await(connection.beginNested().start())) {
                assertThat(savepoint.nested()).isTrue();
                assertThatThrownBy(() -> await(connection.execute("insert into a values (1, 'again')")))
                        .isInstanceOf(IntegrityViolation.class);
            }
            await(connection.execute("insert into a values (2, 'kept')"));
            await(connection.commit());
        }
        assertThat(ids(engine)).containsExactly(1, 2);
    }

    @EngineTest
    void aSavepointWorksInsideABlock(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> {
            await(connection.execute("insert into a values (1, 'kept')"));
            var savepoint = await(connection.beginNested().start());
            await(connection.execute("insert into a values (2, 'undone')"));
            await(savepoint.rollback());
            return connection.execute("insert into a values (3, 'kept')");
        }));
        assertThat(ids(engine)).containsExactly(1, 3);
    }

    private static List<Integer> ids(AsyncEngine engine) {
        return List.copyOf(await(engine.begin(connection -> connection.execute("select id from a order by id")))
                .scalars(Integer.class));
    }
}
