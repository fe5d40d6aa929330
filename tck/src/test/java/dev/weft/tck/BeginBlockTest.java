package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ForgottenOperation;
import dev.weft.engine.IntegrityViolation;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** {@code engine.begin(...)}: one transaction, and the connection always goes back. */
class BeginBlockTest {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    @EngineTest
    @Spec({"EN-6", "PF-4"})
    void whatTheBlockDidIsCommitted(AsyncEngine engine) {
        Work.createTable(engine);
        var affected = await(engine.begin(connection -> connection
                .execute("insert into a values (?, ?)", 1, "a1")
                .thenCompose(first -> connection.execute("insert into a values (?, ?)", 2, "a2"))
                .thenApply(second -> second.rowCount())));

        assertThat(affected).isEqualTo(1);
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest
    @Spec({"EN-6", "R-25"})
    void theBlockSeesTheContextThatItsCallerCarries(AsyncEngine engine) {
        var options = AsyncOptions.defaults().carrying(ContextCarrier.of(REQUEST));
        var seen = ScopedValue.where(REQUEST, "request 7")
                .call(() -> async(
                        options,
                        () -> await(engine.begin(
                                connection -> CompletableFuture.completedFuture(REQUEST.orElse("none"))))));

        assertThat(await(seen)).isEqualTo("request 7");
    }

    @EngineTest
    @Spec({"EN-6", "PF-4"})
    void aFailedStageRollsBack(AsyncEngine engine) {
        Work.createTable(engine);
        assertThatThrownBy(() -> await(engine.begin(connection -> connection
                        .execute("insert into a values (1, 'a1')")
                        .thenCompose(first -> connection.execute("insert into a values (1, 'again')")))))
                .isInstanceOf(IntegrityViolation.class);

        assertThat(Work.rows(engine)).isZero();
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest
    @Spec({"EN-6", "PF-4", "AW-9"})
    void aThrownFailureRollsBackAndReachesTheCallerAsItIs(AsyncEngine engine) {
        Work.createTable(engine);
        var failure = new IOException("thrown by the work");
        assertThatThrownBy(() -> await(engine.begin(connection -> {
                    await(connection.execute("insert into a values (1, 'a1')"));
                    return CompletableFuture.failedFuture(failure);
                })))
                .isSameAs(failure);

        assertThat(Work.rows(engine)).isZero();
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest
    @Spec("EN-6")
    void workThatThrowsBeforeItsFirstStageGivesTheConnectionBack(AsyncEngine engine) {
        assertThatThrownBy(() -> await(engine.begin(connection -> {
                    throw new IllegalStateException("thrown at once");
                })))
                .hasMessage("thrown at once");

        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec({"EN-6", "AW-8"})
    void theWorkMayAwait(AsyncEngine engine) {
        Work.createTable(engine);
        var count = await(engine.begin(connection -> {
            for (var id = 1; id <= 3; id++) {
                await(connection.execute("insert into a values (?, ?)", id, "a" + id));
            }
            return connection.scalar(Long.class, "select count(*) from a");
        }));

        assertThat(count).hasValue(3L);
    }

    @EngineTest
    @Spec("EN-6")
    void aBlockMayBeginOnAThreadThatIsNoAwaitlet(AsyncEngine engine) {
        var one = Work.onPlainThread(() -> engine.begin(connection -> connection.scalar(Integer.class, "select 1"))
                .get());

        assertThat(one).hasValue(1);
    }

    @EngineTest
    @Spec("EN-6")
    void cancellingTheBlocksFutureRollsBack(AsyncEngine engine) throws InterruptedException {
        Work.createTable(engine);
        var inserted = new CompletableFuture<Void>();
        var block = engine.begin(connection -> connection
                .execute("insert into a values (1, 'a1')")
                .thenCompose(result -> {
                    inserted.complete(null);
                    return new CompletableFuture<Void>();
                }));
        await(inserted);
        block.cancel(true);

        assertThat(block).isCancelled();
        Work.until("the connection is back", () -> engine.status().inUse() == 0);
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-24")
    void anOperationLeftOutOfTheChainFailsTheBlockAndRollsBack(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        assertThatThrownBy(() -> await(engine.begin(connection -> connection
                        .execute("insert into a values (1, 'a1')")
                        .thenAccept(result -> {
                            var _ = connection.execute(Dialects.slowQuery(database));
                        }))))
                .isInstanceOf(ForgottenOperation.class)
                .hasMessageContaining("ER-316");

        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }
}
