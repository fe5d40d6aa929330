package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionInPipeline;
import dev.weft.engine.Pipeline;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Statements that are started without waiting for those before. */
@Spec("EN-24")
class PipelineTest {
    @EngineTest
    void statementsRunInTheOrderInWhichTheyAreStarted(AsyncEngine engine) {
        Work.createTable(engine);
        var counts = await(engine.begin(connection -> connection.pipeline(pipeline -> {
            var all = new ArrayList<CompletableFuture<Long>>();
            for (var i = 0; i < 20; i++) {
                var _ = pipeline.execute("insert into a values (?, ?)", i, "a" + i);
                all.add(pipeline.execute("select count(*) from a")
                        .thenApply(result -> result.scalar(Long.class).orElseThrow()));
            }
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .thenApply(_ -> all.stream().map(CompletableFuture::join).toList());
        })));

        assertThat(counts).hasSize(20).isSorted().endsWith(20L).startsWith(1L);
        assertThat(Work.rows(engine)).isEqualTo(20);
    }

    @EngineTest
    void whatFailsHasAnOutcomeOfItsOwn(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var first = await(connection.pipeline(pipeline -> {
                var one = pipeline.execute("select 1");
                var wrong = pipeline.execute("select * from nowhere");
                return wrong.handle((_, failure) -> failure).thenCombine(one, (failure, result) -> {
                    assertThat(failure).hasRootCauseInstanceOf(Exception.class);
                    return result.scalar(Integer.class).orElseThrow();
                });
            }));

            assertThat(first).isEqualTo(1);
            await(connection.rollback());
            assertThatThrownBy(() -> await(connection.pipeline(pipeline -> pipeline.execute("select * from nowhere"))))
                    .isInstanceOf(StatementRejected.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    void aStatementThatNobodyWaitsForHasEndedWithItsBlock(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.pipeline(pipeline -> {
                var _ = pipeline.execute("insert into a values (1, 'a1')");
                return CompletableFuture.completedFuture(null);
            }));
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    void afterItsBlockNothingMoreIsStarted(AsyncEngine engine) {
        var kept = new AtomicReference<Pipeline>();
        try (var connection = engine.connect()) {
            await(connection.pipeline(pipeline -> {
                kept.set(pipeline);
                return pipeline.execute("select 1");
            }));

            assertThatThrownBy(() -> await(kept.get().execute("select 1"))).isInstanceOf(ResourceClosed.class);
        }
    }

    @EngineTest
    @Spec("R-4")
    void cancellingTheBlockStopsItOnTheServer(EngineFactory engines, Database database) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            var started = new CompletableFuture<Void>();
            var block = connection.pipeline(pipeline -> {
                var slow = pipeline.execute(Dialects.slowQuery(database));
                var _ = pipeline.execute("select 2");
                started.complete(null);
                return slow;
            });
            await(started);
            block.cancel(true);

            assertThatThrownBy(() -> await(block.copy())).isInstanceOf(CancellationException.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 3"))).hasValue(3);
        }
    }

    @EngineTest
    void itsConnectionIsRefusedUntilItsBlockHasEnded(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThatThrownBy(() -> await(connection.pipeline(pipeline -> connection.execute("select 1"))))
                    .isInstanceOf(ConnectionInPipeline.class);
            assertThatThrownBy(() -> await(
                            connection.pipeline(pipeline -> connection.pipeline(inner -> inner.execute("select 1")))))
                    .isInstanceOf(ConnectionInPipeline.class);
            assertThatThrownBy(() -> await(connection.pipeline(
                            pipeline -> pipeline.execute("select 1").thenCompose(_ -> connection.commit()))))
                    .isInstanceOf(ConnectionInPipeline.class);

            var pipelined = connection.pipeline(pipeline -> pipeline.execute("select 2"));
            assertThat(await(pipelined).scalar(Integer.class)).hasValue(2);
            await(connection.commit());
        }
    }

    @EngineTest
    void closingItsConnectionCancelsItsBlock(AsyncEngine engine) {
        var connection = engine.connect();
        var block = connection.pipeline(pipeline -> connection.aclose());

        assertThatThrownBy(() -> await(block)).isInstanceOf(CancellationException.class);
        await(connection.aclose());
        assertThat(engine.status().inUse()).isZero();
    }
}
