package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;

/** Transactions in two phases. */
@Spec("EN-28")
class TwoPhaseTest {
    /** Names are the server's, and tests share it. */
    private static String id(AsyncEngine engine, String what) {
        return engine.name() + " it's \\ " + what + "?";
    }

    @EngineTest(Database.POSTGRESQL)
    void whatWasPreparedIsCommittedByAnotherConnection(AsyncEngine engine) {
        Work.createTable(engine);
        var id = id(engine, "kept");
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            await(connection.twoPhase().prepare(id));
            assertThat(connection.inTransaction()).isFalse();
            assertThat(await(connection.scalar(Long.class, "select count(*) from a")))
                    .hasValue(0L);
        }
        try (var other = engine.connect()) {
            assertThat(await(other.twoPhase().prepared())).containsExactly(id);
            await(other.twoPhase().commit(id));
            assertThat(await(other.twoPhase().prepared())).isEmpty();
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(Database.POSTGRESQL)
    void whatWasPreparedIsRolledBack(AsyncEngine engine) {
        Work.createTable(engine);
        var id = id(engine, "undone");
        try (var connection = engine.connect()) {
            await(connection.begin().start());
            await(connection.execute("insert into a values (1, 'undone')"));
            await(connection.twoPhase().prepare(id));
            await(connection.twoPhase().rollback(id));
            await(connection.execute("insert into a values (2, 'kept')"));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(Database.POSTGRESQL)
    void whatCannotBeIsToldAndTheConnectionGoesOn(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var phases = connection.twoPhase();
            assertThatThrownBy(() -> await(phases.prepare(id(engine, "none")))).isInstanceOf(TransactionInactive.class);
            assertThatThrownBy(() -> await(phases.commit(id(engine, "none")))).isInstanceOf(DatabaseError.class);
            assertThatThrownBy(() -> phases.prepare("")).isInstanceOf(IllegalArgumentException.class);
            await(connection.execute("select 1"));
            assertThatThrownBy(() -> await(phases.commit(id(engine, "none")))).isInstanceOf(TransactionInactive.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(except = Database.POSTGRESQL)
    void otherDatabasesRefuseIt(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            assertThatThrownBy(() -> await(connection.twoPhase().prepare("x"))).isInstanceOf(FeatureRefused.class);
            assertThatThrownBy(() -> await(connection.twoPhase().prepared())).isInstanceOf(FeatureRefused.class);
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }
}
