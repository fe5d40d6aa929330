package dev.weft.engine.internal.hosted;

import dev.weft.engine.BatchFailed;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.internal.sql.JdbcBinder;
import dev.weft.engine.internal.sql.Placeholders;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.internal.sql.SqlShape;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch of the async face as JDBC runs it.
 *
 * @param sql the statement
 * @param sets the values of its placeholders, one list for each item
 * @param told what the driver tells of a batch that failed
 */
record BatchCall(String sql, List<? extends List<? extends @Nullable Object>> sets, StatementTraits.Batches told) {
    private static final Set<String> QUERIES = Set.of("select", "values", "table", "with", "show", "explain", "fetch");
    private static final String UNWANTED_ROWS = "A result was returned when none was expected.";

    /**
     * Plans a batch, before anything is sent.
     *
     * @throws ParameterMismatch if the statement has another number of placeholders than a set has values
     * @throws SQLException if it answers rows, and the driver would not say so
     */
    static BatchCall plan(String sql, List<? extends List<? extends @Nullable Object>> sets, Dialect dialect)
            throws SQLException {
        var wanted = Placeholders.count(sql, dialect.name());
        for (var set : sets) {
            if (set.size() != wanted) {
                throw new ParameterMismatch(sql, wanted, set.size());
            }
        }
        if (dialect.name().equals("postgresql") && answersRows(SqlShape.of(sql, dialect.name()))) {
            throw new SQLException(UNWANTED_ROWS, "0100E"); // as of a query; the driver would run it, and count no row
        }
        return new BatchCall(sql, sets, dialect.statements().batches());
    }

    private static boolean answersRows(SqlShape shape) {
        return shape.returning() || (!shape.writes() && QUERIES.contains(shape.firstWord()));
    }

    /** Runs it; {@code running} hears the statement that does, so that it can be cancelled. */
    List<Long> run(Connection jdbc, Consumer<Statement> running) throws SQLException {
        try (var statement = jdbc.prepareStatement(sql)) {
            running.accept(statement);
            if (told == StatementTraits.Batches.NOTHING_IN_PROCESS) {
                return oneByOne(statement);
            }
            bindAll(statement);
            return Arrays.stream(statement.executeBatch())
                    .mapToObj(Long::valueOf)
                    .toList();
        }
    }

    private void bindAll(PreparedStatement statement) throws SQLException {
        try {
            for (var set : sets) {
                JdbcBinder.bind(statement, set);
                statement.addBatch();
            }
        } catch (SQLException unfit) {
            throw new Unsent(unfit);
        }
    }

    /** What a driver refused before anything was sent. */
    private static final class Unsent extends SQLException {
        private static final long serialVersionUID = 1L;

        Unsent(SQLException refusal) {
            super(refusal.getMessage(), refusal.getSQLState(), refusal.getErrorCode(), refusal);
        }
    }

    private List<Long> oneByOne(PreparedStatement statement) throws SQLException {
        var counts = new long[sets.size()];
        for (var i = 0; i < counts.length; i++) {
            try {
                JdbcBinder.bind(statement, sets.get(i));
                counts[i] = statement.executeLargeUpdate();
            } catch (SQLException failure) {
                var batch = new BatchUpdateException(
                        failure.getMessage(),
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        Arrays.copyOf(counts, i),
                        failure);
                batch.setNextException(failure);
                throw batch;
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }

    DatabaseError failed(SQLException failure, String engine) {
        var first = SqlFailures.translate(failure, engine, sql, null);
        return failure instanceof Unsent
                ? first
                : new BatchFailed(first, BatchOutcomes.of(sets.size(), told, failure, first));
    }
}
