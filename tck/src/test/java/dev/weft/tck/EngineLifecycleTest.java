package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineClosed;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Disposing of an engine's connections, and closing it. */
class EngineLifecycleTest {
    @EngineTest(except = Database.H2)
    @Spec({"EN-9", "PF-10"})
    void disposingDropsIdleConnectionsAndLeavesTheEngineUsable(AsyncEngine engine) {
        Work.createTable(engine);
        assertThat(engine.status().idle()).isEqualTo(1);
        await(engine.dispose());

        assertThat(engine.status().open()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(Database.H2)
    @Spec("EN-9")
    void disposingOfADatabaseInMemoryEndsIt(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.dispose());
        Work.createTable(engine);

        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec({"EN-9", "PF-10"})
    void aConnectionInUseFinishesAndIsDroppedWhenItComesBack(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            await(engine.dispose());
            assertThat(engine.status().inUse()).isEqualTo(1);
            assertThat(await(connection.scalar(Integer.class, "select 2"))).hasValue(2);
        }
        assertThat(engine.status().open()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("EN-9")
    void disposingDoesNotDisturbConcurrentUsers(AsyncEngine engine) {
        var users = IntStream.range(0, 50)
                .mapToObj(i -> async(() -> {
                    if (i % 10 == 0) {
                        await(engine.dispose());
                    }
                    return Work.one(engine);
                }))
                .toList();
        assertThat(users).allSatisfy(user -> assertThat(await(user)).isEqualTo(1));
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("PL-17")
    void aClosedEngineRefusesByName(EngineFactory engines) throws SQLException {
        var engine = engines.create(options -> options.withName("shop"));
        Work.one(engine);
        await(engine.aclose());

        assertThat(engine.status().closed()).isTrue();
        assertThat(engine.status().open()).isZero();
        assertThatThrownBy(() -> await(engine.connect().start()))
                .isInstanceOf(EngineClosed.class)
                .hasMessageContainingAll("ER-404", "shop");
        assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(EngineClosed.class);
        assertThatThrownBy(() -> engine.dataSource().getConnection())
                .isInstanceOf(SQLException.class)
                .hasCauseInstanceOf(EngineClosed.class);
    }

    @EngineTest
    @Spec("PL-17")
    void closingTwiceClosesOnce(AsyncEngine engine) {
        Work.one(engine);
        var first = engine.aclose();
        var second = engine.aclose();
        await(first);
        await(second);
        engine.close();

        assertThat(engine.status().closed()).isTrue();
    }

    @EngineTest
    @Spec("PL-17")
    void aNeverUsedEngineClosesAtOnce(AsyncEngine engine) {
        engine.close();

        assertThat(engine.status().closed()).isTrue();
    }

    @EngineTest
    @Spec({"PL-17", "AW-6"})
    void anEngineMayBeClosedOnAPlainThread(AsyncEngine engine) {
        Work.one(engine);
        var closed = Work.onPlainThread(() -> {
            engine.close();
            return engine.status().closed();
        });

        assertThat(closed).isTrue();
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest
    @Spec("PL-17")
    void closingRefusesWhoeverWaitsAndAwaitsWhoeverWorks(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var entered = new CompletableFuture<Void>();
        var goOn = new CompletableFuture<Void>();
        var working = engine.begin(connection -> connection.execute("select 1").thenCompose(first -> {
            entered.complete(null);
            return goOn.thenCompose(told -> connection.scalar(Integer.class, "select 2"));
        }));
        await(entered);
        var waiting = engine.connect().start();
        Work.until("the second waits", () -> engine.status().waiting() == 1);
        var closed = engine.aclose();

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(EngineClosed.class);
        assertThat(closed).isNotDone();
        goOn.complete(null);
        assertThat(await(working)).hasValue(2);
        await(closed);
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest
    @Spec("PL-17")
    void closingCutsOffWhoeverDoesNotEndInTime(EngineFactory engines) {
        var time = new VirtualTime();
        var engine = engines.create(
                options -> options.withCloseTimeout(Duration.ofMillis(300)).withTime(time));
        var connection = await(engine.connect().start());
        var closed = engine.aclose();
        time.advance(Duration.ofMillis(299));
        assertThat(engine.status().inUse()).isEqualTo(1);
        assertThat(closed).isNotDone();
        time.advance(Duration.ofMillis(1));
        await(closed);

        assertThat(engine.status().open()).isZero();
        await(connection.aclose());
    }

    @EngineTest
    @Spec({"EN-1", "PF-2"})
    void anEngineServesManyThreads(AsyncEngine engine) {
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> engine.begin(connection -> connection.scalar(Integer.class, "select 1"))
                                .join(),
                        task -> Thread.ofPlatform().start(task)))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(await(answer)).hasValue(1));
    }
}
