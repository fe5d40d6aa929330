package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.concurrent.CompletableFuture;

/** A commit or rollback inside a block ends the block's transaction: nothing more may run in it. */
@Spec({"EN-26", "PF-5"})
class InnerEndTest {
    @EngineTest
    void afterACommitTheBlockMayOnlyEnd(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> insertAndCommit(connection, false)));

        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void afterACommitAnotherStatementIsRefused(AsyncEngine engine) {
        Work.createTable(engine);
        assertRefused(engine, connection -> insertAndCommit(connection, false));

        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void afterARollbackTheBlockMayOnlyEnd(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> insertAndRollBack(connection, false)));

        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void afterARollbackAnotherStatementIsRefused(AsyncEngine engine) {
        Work.createTable(engine);
        assertRefused(engine, connection -> insertAndRollBack(connection, false));

        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void aCommitInsideASavepointCommitsAll(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> insertAndCommit(connection, true)));

        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void afterACommitInsideASavepointAnotherStatementIsRefused(AsyncEngine engine) {
        Work.createTable(engine);
        assertRefused(engine, connection -> insertAndCommit(connection, true));

        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void aRollbackInsideASavepointUndoesAll(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> insertAndRollBack(connection, true)));

        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void afterARollbackInsideASavepointAnotherStatementIsRefused(AsyncEngine engine) {
        Work.createTable(engine);
        assertRefused(engine, connection -> insertAndRollBack(connection, true));

        assertThat(Work.rows(engine)).isZero();
    }

    private interface Step {
        CompletableFuture<Void> on(AsyncConnection connection);
    }

    private static void assertRefused(AsyncEngine engine, Step ending) {
        assertThatThrownBy(() -> await(engine.begin(connection -> ending.on(connection)
                        .thenCompose(ended -> connection.execute("insert into a values (2, 'too late')")))))
                .isInstanceOf(TransactionInactive.class)
                .hasMessageContaining("ER-311");
        assertThat(engine.status().inUse()).isZero();
    }

    private static CompletableFuture<Void> insertAndCommit(AsyncConnection connection, boolean nested) {
        return insert(connection, nested).thenCompose(inserted -> connection.commit());
    }

    private static CompletableFuture<Void> insertAndRollBack(AsyncConnection connection, boolean nested) {
        return insert(connection, nested).thenCompose(inserted -> connection.rollback());
    }

    private static CompletableFuture<?> insert(AsyncConnection connection, boolean nested) {
        CompletableFuture<?> before =
                nested ? connection.beginNested().start() : CompletableFuture.completedFuture(null);
        return before.thenCompose(begun -> connection.execute("insert into a values (1, 'a1')"));
    }
}
