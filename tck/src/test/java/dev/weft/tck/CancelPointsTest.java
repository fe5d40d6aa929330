package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** Cancels that come while a connection is made, again and again, or from a group: the pool is whole afterwards. */
class CancelPointsTest {
    private static final CancelReason ENOUGH = CancelReason.requested("enough");

    @Timeout(60)
    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    @Spec({"PF-28", "UG-2", "PL-4", "PL-6"})
    void whileAConnectionIsMadeTheCallerGoesAndTheNextGetsOne(EngineFactory engines) throws InterruptedException {
        var port = engines.url().replaceFirst("^.*:(\\d+)/.*$", "$1");
        try (var network = FaultProxy.before(Integer.parseInt(port));
                var engine = AsyncEngine.create(
                        network.through(engines.url()),
                        engines.create().options().withPoolSize(1).withConnectTimeout(Duration.ofSeconds(4)))) {
            network.silence();
            var work = async(() -> Work.one(engine));
            Work.until("it connects", () -> network.connections() == 1);
            work.requestCancel(ENOUGH);
            assertThatThrownBy(() -> await(work)).isInstanceOf(Cancelled.class);
            assertThat(engine.status().waiting()).isZero();

            network.heal();
            assertThat(oneOnceItConnects(engine)).isEqualTo(1);
            assertThat(engine.status().open()).isEqualTo(1);
        }
    }

    /** What was sent into the silence is lost, so the attempt that is under way still fails. */
    private static int oneOnceItConnects(AsyncEngine engine) {
        while (true) {
            try {
                return Work.one(engine);
            } catch (DatabaseUnreachable notYet) {
                Awaitlets.checkpoint(); // until the time of the test is up
            }
        }
    }

    @EngineTest
    @Spec({"PF-33", "UG-5", "SC-9"})
    void againAndAgainTheCleanUpIsNotSkipped(EngineFactory engines, Database database) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var inserted = new CompletableFuture<Void>();
        var work = async(() -> await(engine.begin(connection -> connection
                .execute("insert into a values (1, 'never')")
                .thenCompose(done -> {
                    inserted.complete(null);
                    return connection.execute(Dialects.slowQuery(database));
                }))));
        await(inserted);
        for (var cancel = 0; cancel < 200 && !work.isDone(); cancel++) {
            work.requestCancel(ENOUGH);
            await(CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MICROSECONDS)));
        }

        assertThatThrownBy(() -> await(work)).isInstanceOf(Cancelled.class);
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec({"EN-39", "SC-20"})
    void theFailureOfAGroupStopsTheQueriesOfItsTasks(EngineFactory engines, Database database)
            throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var inserted = new CompletableFuture<Void>();
        assertThatThrownBy(() -> TaskGroup.call(group -> {
                    var _ = group.fork(() -> await(engine.begin(connection -> connection
                            .execute("insert into a values (1, 'never')")
                            .thenCompose(done -> {
                                inserted.complete(null);
                                return connection.execute(Dialects.slowQuery(database));
                            }))));
                    await(inserted);
                    throw new IllegalStateException("the block of the group fails");
                }))
                .hasMessageContaining("the block of the group fails");

        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }
}
