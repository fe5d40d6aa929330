package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Blocking code that catches whatever goes wrong, and tries again: a cancel ends it all the same. */
@Spec({"R-17", "SC-9", "SC-17", "P-6"})
class RetryLoopTest {
    private static final Duration BACK_OFF = Duration.ofMinutes(1);

    @EngineTest(drivers = Driver.HOSTED)
    void aLoopThatCatchesEverythingAndBacksOffEndsWithinTwoCheckpoints(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        var caught = new AtomicInteger();
        var running = new CompletableFuture<Void>();
        var work = async(() -> {
            while (true) {
                try (var connection = engine.dataSource().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("select 1");
                    running.complete(null);
                    return statement.execute(Dialects.slowQuery(database));
                } catch (Exception tryAgain) {
                    caught.incrementAndGet();
                }
                backOff();
            }
        });
        await(running);
        work.requestCancel(CancelReason.requested("enough"));

        assertThatThrownBy(() -> await(work)).isInstanceOf(Cancelled.class);
        assertThat(caught).hasValue(1);
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    /** As Spring's templates, which look at the SQLState, and try a few times what may be only for now. */
    @EngineTest(drivers = Driver.HOSTED)
    void aTemplateThatTriesThreeTimesRunsNothingMore(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var running = new CompletableFuture<Void>();
        var states = new CopyOnWriteArrayList<String>();
        var work = async(() -> {
            SQLException last = null;
            for (var attempt = 0; attempt < 3; attempt++) {
                try {
                    return inTransaction(engine, database, running);
                } catch (SQLException failure) {
                    states.add(failure.getSQLState());
                    last = failure;
                }
            }
            throw new IllegalStateException("three attempts failed", last);
        });
        await(running);
        work.requestCancel(CancelReason.requested("enough"));

        assertThatThrownBy(() -> await(work)).isInstanceOf(Cancelled.class);
        assertThat(states).hasSize(3).containsOnly("57014");
        assertThat(Work.rows(engine)).isZero();
    }

    private static boolean inTransaction(AsyncEngine engine, Database database, CompletableFuture<Void> running)
            throws SQLException {
        try (var connection = engine.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("insert into a values (1, 'never')");
                running.complete(null);
                statement.execute(Dialects.slowQuery(database));
                connection.commit();
                return true;
            } catch (SQLException failure) {
                try {
                    connection.rollback();
                } catch (SQLException second) {
                    failure.addSuppressed(second);
                }
                throw failure;
            }
        }
    }

    private static void backOff() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(BACK_OFF.toSeconds(), TimeUnit.SECONDS))
                .isFalse();
    }
}
