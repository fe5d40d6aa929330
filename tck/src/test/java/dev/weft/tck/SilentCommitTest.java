package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.testing.network.Direction;
import dev.weft.testing.network.FaultProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;

/** A commit whose answer does not come: a cancel does not undo it, but ends the wait, and the outcome is unknown. */
@Spec({"EN-29", "PF-31", "UG-4"})
@Timeout(60)
class SilentCommitTest {
    private static final Duration BUDGET = Duration.ofMillis(200);

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aBlockThatIsCancelledAtItsCommitEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        try (var silent = SilentNetwork.before(engines)) {
            var block = async(() -> await(silent.engine.begin(connection -> {
                await(connection.execute("insert into a values (1, 'unknown')"));
                silent.falls();
                return CompletableFuture.completedFuture(7);
            })));
            silent.untilSomethingIsSent();
            block.requestCancel(CancelReason.requested("enough"));

            assertUnknown(() -> await(block));
            silent.assertWhole();
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aBlockWhoseFutureIsDroppedAtItsCommitGivesItsConnectionUp(EngineFactory engines) throws InterruptedException {
        try (var silent = SilentNetwork.before(engines)) {
            var block = silent.engine.begin(connection -> {
                await(connection.execute("insert into a values (1, 'unknown')"));
                silent.falls();
                return CompletableFuture.completedFuture(7);
            });
            silent.untilSomethingIsSent();
            block.cancel(true);

            Work.until("its place is free", () -> silent.engine.status().inUse() == 0);
            silent.assertWhole();
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aCommitOutsideABlockEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        assertUnknownAtEnd(engines, connection -> (WorkFuture<Void>) connection.commit());
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void theCommitOfATransactionEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        assertUnknownAtEnd(engines, connection ->
                (WorkFuture<Void>) connection.currentTransaction().orElseThrow().commit());
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void thePreparingOfATransactionEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        assertUnknownAtEnd(
                engines, connection -> (WorkFuture<Void>) connection.twoPhase().prepare("weft-never-heard"));
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void theCommitOfAPreparedTransactionEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        try (var silent = SilentNetwork.before(engines)) {
            var connection = silent.engine.connect();
            await(connection.start());
            silent.falls();
            var commit = (WorkFuture<Void>) connection.twoPhase().commit("weft-never-heard");
            silent.untilSomethingIsSent();
            commit.requestCancel(CancelReason.requested("enough"));

            assertUnknown(() -> await(commit));
            await(connection.aclose());
            silent.assertWhole();
        }
    }

    private static void assertUnknownAtEnd(EngineFactory engines, Function<AsyncConnection, WorkFuture<Void>> end)
            throws InterruptedException {
        try (var silent = SilentNetwork.before(engines)) {
            var connection = silent.engine.connect();
            await(connection.execute("insert into a values (1, 'unknown')"));
            silent.falls();
            var commit = end.apply(connection);
            silent.untilSomethingIsSent();
            commit.requestCancel(CancelReason.requested("enough"));

            assertUnknown(() -> await(commit));
            assertThat(connection.inTransaction()).isFalse();
            await(connection.aclose());
            silent.assertWhole();
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            drivers = Driver.HOSTED,
            backends = Backend.VIRTUAL_THREADS)
    void aCommitThroughJdbcEndsAsUnknown(EngineFactory engines) throws InterruptedException {
        try (var silent = SilentNetwork.before(engines)) {
            var work = async(() -> {
                try (var connection = silent.engine.dataSource().getConnection();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("insert into a values (1, 'unknown')");
                    silent.falls();
                    connection.commit();
                }
                return null;
            });
            silent.untilSomethingIsSent();
            work.requestCancel(CancelReason.requested("enough"));

            assertThatThrownBy(() -> await(work))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("08007"))
                    .cause()
                    .isInstanceOf(CommitOutcomeUnknown.class)
                    .hasCauseInstanceOf(Cancelled.class);
            silent.assertWhole();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 3, backends = Backend.VIRTUAL_THREADS)
    void anAnswerThatComesInTimeCountsAndTheCancelIsSeenAtTheNextCheckpoint(AsyncEngine engine)
            throws InterruptedException {
        Work.createTable(engine);
        commitsWaitForLock(engine);
        var value = new AtomicReference<Integer>();
        try (var holder = engine.connect()) {
            await(holder.execute("select pg_advisory_lock(4711)"));
            var block = async(() -> {
                var scope = Awaitlets.current().orElseThrow();
                value.set(await(engine.begin(connection ->
                        connection.execute("insert into a values (1, 'kept')").thenApply(done -> 7))));
                Awaitlets.checkpoint();
                return scope;
            });
            Work.until("its commit waits for the lock", () -> waiting(engine) == 1);
            block.requestCancel(CancelReason.requested("enough"));
            assertThat(block.isDone()).isFalse();
            await(holder.execute("select pg_advisory_unlock(4711)"));

            assertThatThrownBy(() -> await(block)).isInstanceOf(Cancelled.class);
            assertThat(value).hasValue(7);
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, poolSize = 3, backends = Backend.VIRTUAL_THREADS)
    void anAnswerThatComesInTimeCountsThroughJdbcToo(AsyncEngine engine) throws InterruptedException {
        Work.createTable(engine);
        commitsWaitForLock(engine);
        var committed = new CompletableFuture<Boolean>();
        try (var holder = engine.connect()) {
            await(holder.execute("select pg_advisory_lock(4711)"));
            var block = async(() -> {
                try (var connection = engine.dataSource().getConnection();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("insert into a values (1, 'kept')");
                    connection.commit();
                    committed.complete(true);
                }
                return null;
            });
            Work.until("its commit waits for the lock", () -> waiting(engine) == 1);
            block.requestCancel(CancelReason.requested("enough"));
            await(holder.execute("select pg_advisory_unlock(4711)"));

            assertThat(await(committed)).isTrue();
            await(block.handle((nothing, failure) -> null));
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    private static void commitsWaitForLock(AsyncEngine engine) {
        await(engine.begin(connection -> connection
                .execute("create function lock_once() returns trigger language plpgsql as "
                        + "$$ begin perform pg_advisory_xact_lock(4711); return null; end $$")
                .thenCompose(made -> connection.execute("create constraint trigger locking after insert on a "
                        + "deferrable initially deferred for each row execute function lock_once()"))));
    }

    private static long waiting(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.scalar(
                        Long.class,
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted "
                                + "and database = (select oid from pg_database where datname = current_database())")))
                .orElseThrow();
    }

    private static void assertUnknown(ThrowingCallable waiting) {
        assertThatThrownBy(waiting)
                .isInstanceOf(CommitOutcomeUnknown.class)
                .hasMessageContaining("ER-312")
                .hasCauseInstanceOf(Cancelled.class);
    }

    /** An engine of one connection behind a network that falls silent. */
    private record SilentNetwork(FaultProxy network, AsyncEngine engine, AtomicReference<Long> before)
            implements AutoCloseable {
        static SilentNetwork before(EngineFactory engines) {
            Work.createTable(engines.create());
            var port = engines.url().replaceFirst("^.*:(\\d+)/.*$", "$1");
            var network = FaultProxy.before(Integer.parseInt(port));
            var options = engines.create().options();
            return new SilentNetwork(
                    network,
                    AsyncEngine.create(
                            network.through(engines.url()),
                            options.withPoolSize(1).withCloseTimeout(BUDGET)),
                    new AtomicReference<>(0L));
        }

        void falls() {
            network.silence();
            before.set(network.bytes(Direction.TO_SERVER));
        }

        void untilSomethingIsSent() throws InterruptedException {
            Work.until(
                    "something is sent into the silence",
                    () -> before.get() > 0 && network.bytes(Direction.TO_SERVER) > before.get());
        }

        /** Its place in the pool is free, and a new connection works. */
        void assertWhole() {
            assertThat(engine.status().inUse()).isZero();
            network.heal();
            assertThat(Work.one(engine)).isEqualTo(1);
        }

        @Override
        public void close() {
            await(engine.aclose());
            network.close();
        }
    }
}
