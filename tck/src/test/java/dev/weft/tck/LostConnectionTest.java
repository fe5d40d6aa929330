package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;

/** Sessions that the server ends. */
class LostConnectionTest {
    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-16", "PF-14", "EN-42"})
    void aSessionKilledDuringAQueryIsAConnectionErrorAndTheNextUserGetsALiveOne(
            EngineFactory engines, Database database) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var killer = engines.create();
        try (var connection = engine.connect()) {
            var session = await(connection.scalar(Long.class, Dialects.sessionId(database)))
                    .orElseThrow();
            var slow = connection.execute(Dialects.slowQuery(database));
            Work.until("the server runs it", () -> running(killer, database) == 1);
            kill(killer, database, session);
            var failure = catchThrowableOfType(ConnectionLost.class, () -> await(slow));

            assertThat(failure).hasMessageContaining("ER-602");
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.sql()).hasValue(Dialects.slowQuery(database));
            assertThat(failure.engine()).isEqualTo(engine.name());
        }
        assertThat(engine.status().open()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-16", "EN-22"})
    void afterALossInsideATransactionNothingRunsBeforeTheRollback(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        var killer = engines.create();
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var session = await(connection.scalar(Long.class, Dialects.sessionId(database)))
                    .orElseThrow();
            await(connection.execute("insert into a values (1, 'lost')"));
            kill(killer, database, session);
            assertThatThrownBy(() -> await(connection.execute("insert into a values (2, 'lost')")))
                    .isInstanceOf(ConnectionLost.class);
            assertThatThrownBy(() -> await(connection.execute("insert into a values (3, 'refused')")))
                    .isInstanceOf(TransactionInactive.class);
            await(connection.rollback());
            await(connection.execute("insert into a values (4, 'kept')"));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-8", "PF-13"})
    void aSessionKilledWhileIdleIsReplacedBeforeItsNextUse(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1).withPingAfterIdle(Duration.ZERO));
        var killer = engines.create();
        var session = sessionOf(engine, database);
        kill(killer, database, session);

        assertThat(sessionOf(engine, database)).isNotEqualTo(session);
        assertThat(engine.status().open()).isEqualTo(1);
    }

    private static long sessionOf(AsyncEngine engine, Database database) {
        return await(engine.begin(connection -> connection.scalar(Long.class, Dialects.sessionId(database))))
                .orElseThrow();
    }

    private static void kill(AsyncEngine killer, Database database, long session) {
        await(killer.begin(connection -> connection.execute(Dialects.endSession(database, session))));
    }

    private static long running(AsyncEngine observer, Database database) {
        return await(observer.begin(connection -> connection.scalar(Long.class, Dialects.countSlowQueries(database))))
                .orElseThrow();
    }
}
