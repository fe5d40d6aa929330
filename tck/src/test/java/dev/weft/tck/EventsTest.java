package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.ListenerConnection;
import dev.weft.engine.StatementEvent;
import dev.weft.engine.StatementOutcome;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Listeners of an engine. */
@Spec("EN-37")
class EventsTest {
    private static final Duration SOON = Duration.ofMillis(200);

    @EngineTest
    void whatHappensIsToldInItsOrder(AsyncEngine engine) {
        Work.createTable(engine);
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            try (var connection = engine.connect()) {
                await(connection.execute("insert into a values (1, 'kept')"));
                var savepoint = await(connection.beginNested().start());
                await(savepoint.rollback());
                await(connection.commit());
                await(connection.execute("insert into a values (2, 'undone')"));
                await(connection.rollback());
            }
            await(engine.dispose());
        }

        assertThat(heard.events)
                .containsExactly(
                        "checkedOut",
                        "beginning",
                        "before insert into a values (1, 'kept')",
                        "after insert into a values (1, 'kept'): true",
                        "savepoint SET",
                        "savepoint ROLLED_BACK",
                        "committing",
                        "committed",
                        "beginning",
                        "before insert into a values (2, 'undone')",
                        "after insert into a values (2, 'undone'): true",
                        "rolledBack",
                        "checkedIn",
                        "closed",
                        "disposed");
    }

    @EngineTest
    void aFailureIsToldWithItsStatement(AsyncEngine engine) {
        var heard = new Recorder();
        try (var _ = engine.listen(heard);
                var connection = engine.connect()) {
            assertThatThrownBy(() -> await(connection.execute("select * from nowhere")))
                    .isInstanceOf(DatabaseError.class);
            await(connection.invalidate(new IllegalStateException("out of step")));
        }
        assertThat(heard.events)
                .contains(
                        "before select * from nowhere",
                        "after select * from nowhere: false",
                        "failed select * from nowhere: " + DatabaseError.class.getSimpleName(),
                        "invalidated out of step");
    }

    @EngineTest(drivers = Driver.HOSTED)
    void theJdbcFaceTellsItsStatementsToo(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        var heard = new Recorder();
        try (var _ = engine.listen(heard);
                var connection = engine.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("insert into a values (?, 'x')")) {
                insert.setInt(1, 1);
                insert.executeUpdate();
            }
            connection.commit();
        }
        assertThat(heard.events)
                .containsSubsequence(
                        "checkedOut",
                        "before insert into a values (?, 'x')",
                        "after insert into a values (?, 'x'): true",
                        "committed",
                        "checkedIn");
    }

    @EngineTest
    void aListenerWorksInTheTransactionThatItHearsOf(AsyncEngine engine) {
        Work.createTable(engine);
        var auditor = new EngineListener() {
            @Override
            public void beforeStatement(ListenerConnection connection, StatementEvent statement) {
                if (statement.sql().startsWith("insert")) {
                    connection.execute("insert into a values (?, ?)", 100, "audit");
                }
            }
        };
        try (var _ = engine.listen(auditor)) {
            try (var connection = engine.connect()) {
                await(connection.execute("insert into a values (1, 'undone')"));
                await(connection.rollback());
            }
            await(engine.begin(connection -> connection.execute("insert into a values (2, 'kept')")));
        }
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest(poolSize = 1)
    void aNewConnectionIsPreparedOnce(AsyncEngine engine) {
        var prepared = new ArrayList<String>();
        var preparing = new EngineListener() {
            @Override
            public void connected(ListenerConnection connection) {
                prepared.add(connection
                        .execute("select 'ready'")
                        .scalar(String.class)
                        .orElseThrow());
                connection.info().put("prepared", prepared.size());
            }
        };
        try (var _ = engine.listen(preparing)) {
            assertThat(Work.one(engine)).isEqualTo(1);
            try (var connection = await(engine.connect().start())) {
                assertThat(connection.info()).containsEntry("prepared", 1);
            }
        }
        assertThat(prepared).containsExactly("ready");
    }

    @EngineTest(poolSize = 1)
    void aListenerThatFailsBeforeAStatementKeepsItFromRunning(AsyncEngine engine) {
        Work.createTable(engine);
        var refusing = new EngineListener() {
            @Override
            public void beforeStatement(ListenerConnection connection, StatementEvent statement) {
                throw new IllegalStateException("not today");
            }
        };
        try (var _ = engine.listen(refusing)) {
            assertThatThrownBy(() -> await(
                            engine.begin(connection -> connection.execute("insert into a values (1, 'refused')"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not today");
            assertThat(engine.status().inUse()).isZero();
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(poolSize = 1)
    void aListenerThatFailsAfterwardsChangesNothing(AsyncEngine engine) {
        Work.createTable(engine);
        try (var log = LogLines.of("dev.weft.engine.events")) {
            var failing = new EngineListener() {
                @Override
                public void afterStatement(
                        ListenerConnection connection, StatementEvent statement, StatementOutcome outcome) {
                    throw new IllegalStateException("too late");
                }

                @Override
                public void committed(ListenerConnection connection) {
                    throw new IllegalStateException("too late");
                }

                @Override
                public void checkedIn(ListenerConnection connection) {
                    throw new IllegalStateException("too late");
                }
            };
            try (var _ = engine.listen(failing)) {
                await(engine.begin(connection -> connection.execute("insert into a values (1, 'kept')")));
            }
            assertThat(log.lines()).hasSize(3).allMatch(line -> line.contains(engine.name()));
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(poolSize = 1)
    void aListenerThatRefusesAConnectionLeaksNone(AsyncEngine engine) {
        var refuses = new AtomicBoolean(true);
        var refusing = new EngineListener() {
            @Override
            public void connected(ListenerConnection connection) {
                if (refuses.get()) {
                    throw new IllegalStateException("not this one");
                }
            }
        };
        try (var _ = engine.listen(refusing)) {
            assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(IllegalStateException.class);
            refuses.set(false);
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(poolSize = 1)
    void aConnectionThatAListenerWillNotHaveIsReplaced(AsyncEngine engine) throws InterruptedException {
        var checks = new CopyOnWriteArrayList<Integer>();
        var refusing = new EngineListener() {
            @Override
            public void checkedOut(ListenerConnection connection) {
                checks.add(checks.size());
                if (checks.size() == 1) {
                    throw new IllegalStateException("not this one");
                }
            }
        };
        try (var _ = engine.listen(refusing)) {
            assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(IllegalStateException.class);
            Work.until("it is closed", () -> engine.status().open() == 0);
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(poolSize = 1)
    @Spec({"EN-38", "PF-32"})
    void aCancelInsideAListenerLeavesNoDirtyConnection(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        var slow = new EngineListener() {
            @Override
            public void beforeStatement(ListenerConnection connection, StatementEvent statement) {
                connection.execute(Dialects.slowQuery(database));
            }
        };
        try (var _ = engine.listen(slow)) {
            assertThatThrownBy(() -> CancelScope.failAfter(
                            SOON,
                            () -> await(engine.begin(
                                    connection -> connection.execute("insert into a values (1, 'never')")))))
                    .isInstanceOf(ScopeTimeout.class);
            assertThat(engine.status().inUse()).isZero();
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void afterItsRegistrationIsClosedAListenerHearsNothing(AsyncEngine engine) {
        var heard = new Recorder();
        var registration = engine.listen(heard);
        registration.close();
        registration.close();
        assertThat(Work.one(engine)).isEqualTo(1);

        assertThat(heard.events).isEmpty();
    }

    @EngineTest
    void aListenerOfAViewHearsOfTheWholeEngine(AsyncEngine engine) {
        var heard = new Recorder();
        var view = engine.withOptions(ExecutionOptions.defaults().withLoggingToken("tenant"));
        try (var _ = view.listen(heard)) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
        assertThat(heard.events).contains("before select 1");
    }

    /** Notes what it hears. */
    private static final class Recorder implements EngineListener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void connected(ListenerConnection connection) {
            events.add("connected");
        }

        @Override
        public void checkedOut(ListenerConnection connection) {
            events.add("checkedOut");
        }

        @Override
        public void checkedIn(ListenerConnection connection) {
            events.add("checkedIn");
        }

        @Override
        public void invalidated(Throwable cause) {
            events.add("invalidated " + cause.getMessage());
        }

        @Override
        public void closed() {
            events.add("closed");
        }

        @Override
        public void beginning(ListenerConnection connection, dev.weft.engine.TransactionOptions options) {
            events.add("beginning");
        }

        @Override
        public void committing(ListenerConnection connection) {
            events.add("committing");
        }

        @Override
        public void committed(ListenerConnection connection) {
            events.add("committed");
        }

        @Override
        public void rolledBack(ListenerConnection connection) {
            events.add("rolledBack");
        }

        @Override
        public void savepoint(ListenerConnection connection, String name, SavepointStep step) {
            events.add("savepoint " + step);
        }

        @Override
        public void beforeStatement(ListenerConnection connection, StatementEvent statement) {
            events.add("before " + statement.sql());
        }

        @Override
        public void afterStatement(ListenerConnection connection, StatementEvent statement, StatementOutcome outcome) {
            events.add("after " + statement.sql() + ": " + outcome.succeeded());
        }

        @Override
        public void failed(String operation, Throwable failure) {
            events.add("failed " + operation + ": "
                    + (failure instanceof DatabaseError ? DatabaseError.class.getSimpleName() : failure.toString()));
        }

        @Override
        public void disposed() {
            events.add("disposed");
        }
    }
}
