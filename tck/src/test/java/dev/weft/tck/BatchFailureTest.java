package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.BatchFailed;
import dev.weft.engine.BatchOutcome;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.IntegrityViolation;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What is told of each item of a batch that fails. */
@Spec("EN-13")
class BatchFailureTest {
    private static final String INSERT = "insert into a values (?, ?)";

    private static List<List<Object>> sets(int... ids) {
        return IntStream.of(ids).mapToObj(id -> List.<Object>of(id, "a" + id)).toList();
    }

    private static BatchFailed failure(AsyncEngine engine, List<List<Object>> sets) {
        return catchThrowableOfType(
                BatchFailed.class, () -> await(engine.begin(connection -> connection.executeBatch(INSERT, sets))));
    }

    private static List<String> kinds(BatchFailed failure) {
        return failure.outcomes().stream()
                .map(outcome -> outcome.getClass().getSimpleName())
                .toList();
    }

    @EngineTest
    @Spec("EN-42")
    void theErrorIsThatOfTheFirstItemThatFailed(AsyncEngine engine) {
        Work.createTable(engine);
        var failure = failure(engine, sets(1, 2, 1, 3));

        assertThat(failure.code()).isEqualTo("ER-602");
        assertThat(failure).hasCauseInstanceOf(IntegrityViolation.class);
        assertThat(failure.sqlState()).isEqualTo(((IntegrityViolation) failure.getCause()).sqlState());
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.sql()).hasValue(INSERT);
        assertThat(failure).hasMessageContaining("A batch of 4 failed: ");
        assertThat(failure.outcomes()).hasSize(4);
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    void everyItemHasItsOutcome(AsyncEngine engine, Database database, Driver driver) {
        Work.createTable(engine);
        var failure = failure(engine, sets(1, 2, 1, 3));

        assertThat(kinds(failure))
                .isEqualTo(
                        switch (database) {
                            case POSTGRESQL, SQLITE -> List.of("Done", "Done", "Failed", "NotRun");
                            case H2 -> List.of("Done", "Done", "Failed", "Done");
                            case MARIADB -> Collections.nCopies(4, "Unknown"); // sent as one bulk
                        });
        assertThat(failure.outcomes())
                .filteredOn(BatchOutcome.Failed.class::isInstance)
                .allMatch(failed -> ((BatchOutcome.Failed) failed).error() == failure.getCause());
        var told = database == Database.POSTGRESQL && driver == Driver.HOSTED ? -2 : 1;
        assertThat(failure.outcomes())
                .filteredOn(BatchOutcome.Done.class::isInstance)
                .allMatch(done -> ((BatchOutcome.Done) done).rows() == told);
    }

    @EngineTest
    void updatesHaveTheirOutcomesToo(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.executeBatch(INSERT, sets(1, 2, 3, 4))));
        var failure = catchThrowableOfType(
                BatchFailed.class,
                () -> await(engine.begin(connection -> connection.executeBatch(
                        "update a set id = ? where id = ?",
                        List.of(List.of(5, 1), List.of(6, 2), List.of(5, 3), List.of(8, 4))))));

        assertThat(kinds(failure))
                .isEqualTo(
                        switch (database) {
                            case POSTGRESQL, SQLITE -> List.of("Done", "Done", "Failed", "NotRun");
                            case H2, MARIADB -> List.of("Done", "Done", "Failed", "Done");
                        });
    }

    @EngineTest(except = Database.MARIADB)
    void theTransactionHoldsWhatTheOutcomesSay(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var failure = catchThrowableOfType(
                    BatchFailed.class, () -> await(connection.executeBatch(INSERT, sets(1, 2, 1, 3))));
            if (database == Database.POSTGRESQL) {
                await(connection.rollback());
            } else {
                var done = failure.outcomes().stream()
                        .filter(BatchOutcome.Done.class::isInstance)
                        .count();
                assertThat(await(connection.scalar(Long.class, "select count(*) from a")))
                        .hasValue(done);
            }
        }
    }

    @EngineTest(except = Database.MARIADB)
    void theIndexIsToldInABatchOfThousands(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        var sets = new ArrayList<>(sets(IntStream.range(0, 2_500).toArray()));
        sets.set(2_345, List.of(7, "again"));
        var failure = failure(engine, sets);

        assertThat(kinds(failure).get(2_345)).isEqualTo("Failed");
        assertThat(kinds(failure).subList(0, 2_345)).containsOnly("Done");
        assertThat(kinds(failure).subList(2_346, 2_500))
                .containsOnly(
                        switch (database) {
                            case POSTGRESQL, SQLITE -> "NotRun";
                            default -> "Done";
                        });
    }

    @EngineTest
    void aBatchOfOneFailsAsOne(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.execute(INSERT, 1, "a1")));

        assertThat(kinds(failure(engine, sets(1)))).containsExactly("Failed");
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    void rewrittenBatchesTellNothingOfTheirItems(EngineFactory engines, EngineUrl url) {
        var engine = engines.create(Work.with(url, "reWriteBatchedInserts", "true"), options -> options);
        Work.createTable(engine);

        assertThat(kinds(failure(engine, sets(1, 2, 1, 3)))).containsOnly("Unknown");
    }
}
