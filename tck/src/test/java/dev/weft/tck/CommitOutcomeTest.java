package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;

/** A connection that is lost while it commits: only PostgreSQL runs code of ours at that moment. */
@Spec({"EN-29", "PF-31"})
class CommitOutcomeTest {
    @EngineTest(value = Database.POSTGRESQL, poolSize = 1)
    void aConnectionLostAtCommitLeavesTheOutcomeUnknown(AsyncEngine engine) {
        dieAtCommit(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'lost')"));
            assertThatThrownBy(() -> await(connection.commit()))
                    .isInstanceOf(CommitOutcomeUnknown.class)
                    .hasMessageContaining("ER-312");
            assertThat(connection.inTransaction()).isFalse();
            assertThat(await(connection.scalar(Long.class, "select count(*) from a")))
                    .hasValue(0L);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 1)
    void aBlockWhoseCommitIsLostIsNotRunAgain(AsyncEngine engine) {
        dieAtCommit(engine);
        assertThatThrownBy(
                        () -> await(engine.begin(connection -> connection.execute("insert into a values (1, 'lost')"))))
                .isInstanceOf(CommitOutcomeUnknown.class);

        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }

    /** Lets the session end itself when a row of {@code a} is committed. */
    private static void dieAtCommit(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection
                .execute("create function die() returns trigger language plpgsql as "
                        + "$$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$")
                .thenCompose(made -> connection.execute("create constraint trigger dying after insert on a "
                        + "deferrable initially deferred for each row execute function die()"))));
    }
}
