package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ListenerConnection;
import dev.weft.engine.StatementEvent;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One connection belongs to one task at a time, whose overlapping calls queue. */
@Spec("EN-24")
class OwnershipTest {
    @EngineTest
    void overlappingCallsOfOneOwnerRunInTheirOrder(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var calls = IntStream.range(0, 50)
                    .mapToObj(id -> connection.execute("insert into a select ?, cast(count(*) as char(10)) from a", id))
                    .toArray(CompletableFuture[]::new);
            await(CompletableFuture.allOf(calls));
            var rowsBefore = await(connection.execute("select data from a order by id")).scalars(String.class).stream()
                    .map(count -> Integer.valueOf(String.valueOf(count).strip()))
                    .toList();

            assertThat(rowsBefore).isEqualTo(IntStream.range(0, 50).boxed().toList());
            await(connection.commit());
        }
    }

    @EngineTest
    void aCallOutlastsTheFailureOfTheOneBeforeIt(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var wrong = connection.execute("select * from nowhere");
            var rollback = connection.rollback();
            var right = connection.scalar(Integer.class, "select 1");

            assertThatThrownBy(() -> await(wrong)).isInstanceOf(StatementRejected.class);
            await(rollback);
            assertThat(await(right)).hasValue(1);
        }
    }

    @EngineTest
    void aQueuedCallThatIsCancelledNeverRuns(AsyncEngine engine) {
        Work.createTable(engine);
        var cancelled = new CompletableFuture<Void>();
        var holding = new EngineListener() {
            @Override
            public void beforeStatement(ListenerConnection connection, StatementEvent statement) {
                if (statement.sql().contains("'a1'")) {
                    await(cancelled.copy());
                }
            }
        };
        try (var _ = engine.listen(holding);
                var connection = engine.connect()) {
            var first = connection.execute("insert into a values (1, 'a1')");
            var calls = new ArrayList<>(List.of(first));
            for (var id = 2; id <= 40; id++) {
                calls.add(connection.execute("insert into a values (?, 'a')", id));
            }
            var last = calls.getLast();
            last.cancel(true);
            cancelled.complete(null);
            calls.removeLast();
            await(CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)));

            assertThat(last).isCancelled();
            await(connection.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(39);
    }

    @EngineTest
    @Spec({"EN-24", "PF-38"})
    void useByASecondAwaitletIsRefusedAndNamesBoth(AsyncEngine engine) throws InterruptedException {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            var intruder = Work.stranger(() -> await(connection.execute("select 2")));
            Work.until("the stranger has ended", intruder::isDone);

            assertThat(intruder.exceptionNow())
                    .isInstanceOf(ConnectionSharedAcrossTasks.class)
                    .hasMessageContainingAll(
                            "ER-305", "test useByASecondAwaitletIsRefusedAndNamesBoth", "\"stranger\" started at");
            assertThat(await(connection.scalar(Integer.class, "select 3"))).hasValue(3);
        }
    }

    @EngineTest
    void anAwaitletItsOwnerStartedMayUseTheConnection(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            var nested = await(async(() -> await(connection.scalar(Integer.class, "select 2"))));

            assertThat(nested).hasValue(2);
        }
    }

    @EngineTest
    void theNextTaskMayTakeAConnectionOverWhenItsOwnerHasEnded(AsyncEngine engine) {
        var connection = await(async(() -> {
            var made = engine.connect();
            await(made.execute("select 1"));
            return made;
        }));
        assertThat(await(connection.scalar(Integer.class, "select 2"))).hasValue(2);
        await(connection.aclose());
    }

    @EngineTest
    void tasksWithConnectionsOfTheirOwnDoNotDisturbEachOther(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        var tasks = IntStream.range(0, 20)
                .mapToObj(id -> async(() -> await(engine.begin(connection -> connection
                        .execute("insert into a values (?, ?)", id, database.dialect())
                        .thenCompose(
                                inserted -> connection.scalar(Integer.class, "select id from a where id = ?", id))))))
                .toList();
        for (var id = 0; id < tasks.size(); id++) {
            assertThat(await(tasks.get(id))).hasValue(id);
        }
        assertThat(Work.rows(engine)).isEqualTo(20);
    }
}
