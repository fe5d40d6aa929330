package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AlreadyStarted;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import dev.weft.spec.Spec;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;

/** Connecting and closing. */
class ConnectionLifecycleTest {
    @EngineTest
    @Spec({"EN-1", "EN-6"})
    void neitherAnEngineNorAnUnstartedConnectionConnects(AsyncEngine engine) {
        var connection = engine.connect();

        assertThat(engine.status().open()).isZero();
        assertThat(engine.status().connecting()).isZero();
        assertThat(connection.isClosed()).isFalse();
    }

    @EngineTest
    @Spec({"EN-6", "PF-3"})
    void aConnectionIsTakenAtItsStart(AsyncEngine engine) {
        var connection = engine.connect();
        assertThat(await(connection.start())).isSameAs(connection);

        assertThat(engine.status().inUse()).isEqualTo(1);
        await(connection.aclose());
        assertThat(engine.status().inUse()).isZero();
        assertThat(engine.status().idle()).isEqualTo(1);
    }

    @EngineTest
    @Spec({"EN-6", "PF-3"})
    void aConnectionIsTakenAtItsFirstOperation(AsyncEngine engine) {
        var connection = engine.connect();
        assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);

        assertThat(engine.status().inUse()).isEqualTo(1);
        await(connection.aclose());
    }

    @EngineTest
    @Spec({"EN-6", "EN-12", "PF-3"})
    void aBlockGivesItsConnectionBack(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            assertThat(engine.status().inUse()).isEqualTo(1);
        }
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest
    @Spec("EN-12")
    void aBlockLeftByAFailureGivesItsConnectionBack(AsyncEngine engine) {
        assertThatThrownBy(() -> {
                    try (var connection = engine.connect()) {
                        await(connection.execute("select 1"));
                        throw new IllegalStateException("left");
                    }
                })
                .hasMessage("left");
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest
    @Spec({"EN-11", "PF-3"})
    void aSecondStartIsRefused(AsyncEngine engine) {
        try (var connection = await(engine.connect().start())) {
            assertThatThrownBy(() -> await(connection.start()))
                    .isInstanceOf(AlreadyStarted.class)
                    .hasMessageContaining("ER-302");
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"EN-11", "PF-3"})
    void useAfterCloseIsRefusedAndTakesNoConnection(AsyncEngine engine) {
        var connection = engine.connect();
        await(connection.execute("select 1"));
        await(connection.aclose());

        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(() -> await(connection.execute("select 1")))
                .isInstanceOf(ResourceClosed.class)
                .hasMessageContaining("ER-303");
        assertThatThrownBy(() -> await(connection.commit())).isInstanceOf(ResourceClosed.class);
        assertThatThrownBy(() -> await(connection.runSync(jdbc -> jdbc.getCatalog())))
                .isInstanceOf(ResourceClosed.class);
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest
    @Spec("EN-11")
    void aConnectionClosedBeforeItsStartCannotBeStarted(AsyncEngine engine) {
        var connection = engine.connect();
        await(connection.aclose());

        assertThatThrownBy(() -> await(connection.start())).isInstanceOf(ResourceClosed.class);
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest
    @Spec("EN-12")
    void closingTwiceGivesBackOnce(AsyncEngine engine) {
        var connection = await(engine.connect().start());
        var first = connection.aclose();
        var second = connection.aclose();
        await(first);
        await(second);
        connection.close();

        assertThat(engine.status().inUse()).isZero();
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest
    @Spec("EN-12")
    void closingRollsBack(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'a1')"));
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-12")
    void closingAnUnusedConnectionDoesNothing(AsyncEngine engine) {
        engine.connect().close();

        assertThat(engine.status().open()).isZero();
    }

    @EngineTest
    @Spec("EN-10")
    void aConnectionKnowsItsEngine(AsyncEngine engine) {
        assertThat(engine.connect()).extracting(AsyncConnection::engine).isSameAs(engine);
    }
}
