package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;

/** Invalidating a connection. */
@Spec({"EN-22", "PF-12"})
class InvalidateTest {
    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void theNextUseHasANewSession(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var before = await(connection.scalar(Long.class, Dialects.sessionId(database)));
            await(connection.rollback());
            await(connection.invalidate());
            var after = await(connection.scalar(Long.class, Dialects.sessionId(database)));

            assertThat(before).isPresent();
            assertThat(after).isPresent().isNotEqualTo(before);
        }
    }

    @EngineTest
    void theConnectionIsClosedInsteadOfPooled(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = await(engine.connect().start())) {
            await(connection.invalidate());
            assertThat(engine.status().open()).isZero();
            assertThat(connection.isClosed()).isFalse();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
        assertThat(engine.status().idle()).isEqualTo(1);
    }

    @EngineTest
    void insideATransactionStatementsAreRefusedUntilItIsRolledBack(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'lost')"));
            await(connection.invalidate());

            assertThatThrownBy(() -> await(connection.execute("insert into a values (2, 'refused')")))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContaining("ER-311");
            assertThatThrownBy(() -> await(connection.commit())).isInstanceOf(TransactionInactive.class);
            await(connection.rollback());
            await(connection.execute("insert into a values (3, 'kept')"));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void anUnstartedConnectionHasNothingToInvalidate(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.invalidate());

            assertThat(engine.status().open()).isZero();
        }
    }
}
