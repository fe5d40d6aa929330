package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;

/** Connections that were never closed, and are collected. */
@Spec("EN-41")
class ForgottenConnectionTest {
    private static final String POOL = "dev.weft.engine.pool";

    @EngineTest
    void aForgottenConnectionIsToldOfOnceAndItsPlaceFreed(EngineFactory engines) throws InterruptedException {
        try (var log = LogLines.of(POOL);
                var engine = unwatched(engines)) {
            forget(engine);
            collected(engine);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING " + engine.name() + ": a connection");
            assertThat(Work.one(engine)).isEqualTo(1);
            System.gc();
            assertThat(engine.status().inUse()).isZero();
            assertThat(engine.status().reclaimed()).isEqualTo(1);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aForgottenJdbcConnectionIsToldOfToo(EngineFactory engines) throws SQLException, InterruptedException {
        try (var log = LogLines.of(POOL);
                var engine = unwatched(engines)) {
            forgetJdbc(engine);
            collected(engine);

            assertThat(log.lines()).hasSize(1);
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(poolSize = 1)
    void aClosedConnectionIsNotToldOf(AsyncEngine engine) {
        try (var log = LogLines.of(POOL)) {
            for (var i = 0; i < 10; i++) {
                assertThat(Work.one(engine)).isEqualTo(1);
            }
            System.gc();
            assertThat(engine.status().inUse()).isZero();
            assertThat(engine.status().reclaimed()).isZero();
            assertThat(log.lines()).isEmpty();
        }
    }

    /** An engine whose leaks are the test's subject, not its fault. */
    private static AsyncEngine unwatched(EngineFactory engines) {
        return AsyncEngine.create(engines.url(), EngineOptions.defaults().withPoolSize(1));
    }

    private static void forget(AsyncEngine engine) {
        assertThat(await(engine.connect().scalar(Integer.class, "select 1"))).hasValue(1);
    }

    @SuppressWarnings("resource") // that is the point
    private static void forgetJdbc(AsyncEngine engine) throws SQLException {
        assertThat(engine.dataSource().getConnection().getAutoCommit()).isTrue();
    }

    private static void collected(AsyncEngine engine) throws InterruptedException {
        Work.until("it is collected", () -> {
            System.gc();
            return engine.status().inUse() == 0 && engine.status().open() == 0;
        });
    }
}
